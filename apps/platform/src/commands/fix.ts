import path from 'node:path';
import { parseArgs } from 'node:util';
import { listLastRuns, readDataFixes, runDataFix, tryDataFix } from '@safiri/runtime/data-fixes';
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

await withPlatform(async ({ services }) => {
  if (wanted === undefined) return await list(services);
  const [schema, name] = wanted.split('/');
  const service = services.find((each) => each.name === schema);
  const fix = (await fixesOf(schema)).find((each) => each.name === name);
  if (service === undefined || fix === undefined) {
    process.stderr.write(`There is no services/${wanted.replace('/', '/fixes/')}.sql. ${use}`);
    return 1;
  }
  if (!values.apply) {
    const { changedRows, more } = await tryDataFix(service.db, fix);
    process.stdout.write(
      `${wanted} would change ${changedRows} rows${more ? ' at first, and perhaps more after them' : ''}. Nothing was changed.\n`,
    );
    return 0;
  }
  if (values.by === undefined || values.by === '') {
    process.stderr.write(`Who changes it is kept with what was changed. ${use}`);
    return 2;
  }
  const { changedRows } = await runDataFix(service.db, fix, { startedBy: values.by });
  process.stdout.write(
    `${wanted} has changed ${changedRows} rows${changedRows === 0 ? ': there was nothing left to do' : ''}.\n`,
  );
  return 0;
});

/** Every fix there is, and when each ran last. */
async function list(services: Platform['services']): Promise<number> {
  process.stdout.write(use);
  for (const { name: schema, db } of services) {
    const runs = await listLastRuns(db, most);
    for (const { name } of await fixesOf(schema)) {
      const run = runs.find((each) => each.name === name);
      const state =
        run === undefined
          ? 'never ran'
          : `${run.startedAt.toISOString()} by ${run.startedBy}: ${run.changedRows} rows${run.finishedAt === null ? ', and did not end' : ''}`;
      process.stdout.write(`  ${schema}/${name}  ${state}\n`);
    }
  }
  return 0;
}

async function fixesOf(schema: string | undefined): ReturnType<typeof readDataFixes> {
  const set = migrationSets.find((each) => each.schema === schema);
  return set === undefined ? [] : await readDataFixes(path.join(set.folder, '../fixes'));
}
