import { fileURLToPath } from 'node:url';
import type { TObject } from 'typebox';
import { expect, it } from 'vitest';
import { serviceNames } from '@safiri/contracts';
import { ServiceProcessSettings } from '@safiri/runtime/process';
import { settingsOfServices } from '../src/cluster/process-environments.ts';
import { PortalProcessSettings } from '../src/config.ts';

/** The files are made by this test: `vitest run apps/platform/tests/env-examples.test.ts -u`. */
const processes = [
  ...serviceNames.map((name) => ({
    folder: `services/${name}`,
    program: `services/${name}/src/process.ts`,
    schemas: [ServiceProcessSettings, ...settingsOfServices[name]],
  })),
  { folder: 'apps/portal', program: 'apps/platform/src/portal-process.ts', schemas: [PortalProcessSettings] },
];

it.each(processes)('$folder/.env.example names every setting of its process, and no other', async (process) => {
  const file = fileURLToPath(new URL(`../../../${process.folder}/.env.example`, import.meta.url));
  await expect(exampleOf(process.program, process.schemas)).toMatchFileSnapshot(file);
});

function exampleOf(program: string, schemas: readonly TObject[]): string {
  const properties = new Map(schemas.flatMap((schema) => Object.entries(schema.properties)));
  const required = new Set(schemas.flatMap((schema) => schema.required ?? []));
  const lines = [...properties].flatMap(([name, property]) => {
    const facts: { readonly description?: string; readonly default?: string | number | boolean } = { ...property };
    const needed = required.has(name) && facts.default === undefined;
    const value = facts.default ?? '';
    return ['', `# ${facts.description ?? name}`, needed ? `${name}=` : `#${name}=${value}`];
  });
  return [
    `# Settings of node ${program}. Those without # before their name have to be given.`,
    '# Instead of a setting, NAME_FILE may name a file that has it, as secrets are handed over.',
    ...lines,
    '',
  ].join('\n');
}
