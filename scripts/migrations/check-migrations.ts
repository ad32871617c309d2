import type { Exemption } from './exemptions.ts';
import { findDangers } from './find-dangers.ts';
import { type Migration, readStatements, runningRole } from './read-migrations.ts';
import { RULES, type Rule } from './rules.ts';

export type Refusal = {
  readonly set: string;
  readonly name: string;
  readonly line: number;
  readonly rule: Rule;
  readonly what: string;
};

/** What the migrations do that they may not, as sentences; and exemptions that exempt nothing. */
export async function migrationRefusals(
  migrations: readonly Migration[],
  exemptions: readonly Exemption[],
): Promise<string[]> {
  const used = new Set<Exemption>();
  const refusals = (await Promise.all(migrations.map(refusalsOf))).flat().filter((refusal) => {
    const found = exemptions.filter((exemption) => covers(exemption, refusal));
    for (const exemption of found) used.add(exemption);
    return found.length === 0;
  });
  const idle = exemptions.filter((exemption) => !used.has(exemption));
  return [
    ...refusals.map(
      ({ set, name, line, rule, what }) => `${set}/${name}:${line} [migrations/${rule}] ${what}: ${RULES[rule]}`,
    ),
    ...idle.map(
      ({ set, rules }) =>
        `scripts/migrations/exemptions.ts: ${set} needs no exemption from ${rules.join(', ')}: take it out.`,
    ),
  ];
}

export async function refusalsOf(migration: Migration): Promise<Refusal[]> {
  const { set, name } = migration;
  const statements = await readStatements(migration);
  if (typeof statements === 'string') return [{ set, name, line: 1, rule: 'unreadable', what: statements }];
  const concurrent = name.endsWith('_concurrently.sql');
  const dangers = findDangers({ concurrent, statements, role: runningRole(set) });
  return dangers.map((danger) => ({ set, name, ...danger }));
}

function covers({ set, rules, files }: Exemption, refusal: Refusal): boolean {
  if (set !== refusal.set || !rules.includes(refusal.rule)) return false;
  const number = Number(refusal.name.slice(0, 4));
  return 'only' in files ? files.only === number : number <= files.through;
}
