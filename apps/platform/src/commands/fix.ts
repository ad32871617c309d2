import path from 'node:path';
import { parseArgs } from 'node:util';
import { listLastRuns, readDataFixes, runDataFix, tryDataFix, type DataFix } from '@safiri/runtime/data-fixes';
import { migrationSets, type Platform } from '../compose.ts';
import { withPlatform } from './open-platform.ts';

/** As many as a person reads. */
const most = 100;
const use =
  'Use: npm run fix -- SERVICE/NAME, which changes nothing; then npm run fix -- SERVICE/NAME --apply --by YOU\n';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { apply: { type: 'boolean', default: false }, by: { type: 'string' } },
});
const [wanted] = positionals;
const { by: startedBy = '' } = values;

/** A fix by the name that it is called by here: of its service, then its own. */
type NamedFix = { readonly title: string; readonly schema: string; readonly fix: DataFix };
const fixes = await readEveryFix();
const chosen = fixes.find(({ title }) => title === wanted);

if (wanted === undefined) await list();
else if (chosen === undefined) refuse(1, `There is no services/${wanted.replace('/', '/fixes/')}.sql. ${use}`);
else if (values.apply && startedBy === '') refuse(2, `Who changes it is kept with what was changed. ${use}`);
else await mend(chosen);

/** Every fix there is, and when each ran last. Where there is no database yet, none is made to ask that. */
async function list(): Promise<void> {
  process.stdout.write(use);
  await withPlatform(async ({ services }) => await say(services), { withoutDatabase: async () => await say([]) });
}

async function say(services: Platform['services']): Promise<number> {
  const runs = new Map<string, Awaited<ReturnType<typeof listLastRuns>>>(
    await Promise.all(services.map(async ({ name, db }) => [name, await listLastRuns(db, most)] as const)),
  );
  for (const { title, schema, fix } of fixes) {
    const run = runs.get(schema)?.find(({ name }) => name === fix.name);
    const state =
      run === undefined
        ? 'never ran'
        : `${run.startedAt.toISOString()} by ${run.startedBy}: ${run.changedRows} rows${run.finishedAt === null ? ', and did not end' : ''}`;
    process.stdout.write(`  ${title}  ${state}\n`);
  }
  return 0;
}

async function mend({ title, schema, fix }: NamedFix): Promise<void> {
  const withoutDatabase = async (): Promise<number> => {
    process.stdout.write('There is no database yet, so there is nothing to mend.\n');
    return 0;
  };
  await withPlatform(
    async ({ services }) => {
      const service = services.find(({ name }) => name === schema);
      if (service === undefined) throw new Error(`Bug: nobody owns ${title}`);
      const done = values.apply
        ? applied(await runDataFix(service.db, fix, { startedBy }))
        : tried(await tryDataFix(service.db, fix));
      process.stdout.write(`${title} ${done}\n`);
      return 0;
    },
    { withoutDatabase },
  );
}

type Outcome = Awaited<ReturnType<typeof tryDataFix>>;

function tried({ changedRows, more }: Outcome): string {
  return `would change ${changedRows} rows${more ? ' at first, and perhaps more after them' : ''}. Nothing was changed.`;
}

function applied({ changedRows }: Outcome): string {
  return `has changed ${changedRows} rows${changedRows === 0 ? ': there was nothing left to do' : ''}.`;
}

function refuse(exitCode: number, sentence: string): void {
  process.stderr.write(sentence);
  process.exitCode = exitCode;
}

async function readEveryFix(): Promise<NamedFix[]> {
  const ofServices = migrationSets.map(async ({ schema, folder }) => {
    const read = await readDataFixes(path.join(folder, '../fixes'));
    return read.map((fix) => ({ title: `${schema}/${fix.name}`, schema, fix }));
  });
  return (await Promise.all(ofServices)).flat();
}
