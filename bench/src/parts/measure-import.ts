import { join } from 'node:path';
import { nationalFeed, writeGeneratedFeed, type GeneratedFeed } from '@safiri/testkit/generated-feed';
import type { Bench } from '../bench.ts';
import { environmentOf } from '../config.ts';
import { ask, createDatabase } from '../database/ask.ts';
import type { ImportAnswer, ImportRequest } from '../imports/import-process.ts';
import { startChild } from '../parent-and-child.ts';
import { table } from '../report/tables.ts';

/** The bar: a feed of 340,000 stop times is in within a minute, in a gibibyte at the most. */
const mostSeconds = 60;
const mebibyte = 1_024 * 1_024;
const mostMebibytes = 1_024;

const database = 'safiri_import';

/** Two days of trips: the dating goes by the trip, and a month of a national feed are half a million. */
const horizonDays = '1';

/** How long a generated national feed takes to be imported, and its trips to be dated, each kind in a process of its own. */
export async function measureImport(bench: Bench): Promise<void> {
  const rows: string[][] = [];
  for (const patterns of ['shared', 'own'] as const) {
    bench.say(`Import: writing ${nationalFeed.trips * nationalFeed.stopsPerTrip} stop times, patterns ${patterns}…`);
    const answer = await importOnce(bench, { ...nationalFeed, patterns });
    rows.push(rowOf(patterns, answer));
  }
  bench.print(
    table([
      ['patterns', 'in all', 'import s', 'of a core', 'import MiB', 'trips dated', 'dating s', 'dating MiB', 'bar'],
      ...rows,
    ]),
  );
  bench.print([`The bar: at most ${mostSeconds} s and ${mostMebibytes} MiB for the import of 340,000 stop times.`]);
}

async function importOnce({ server, say }: Bench, feed: GeneratedFeed): Promise<ImportAnswer> {
  const feedFolder = join(server.folder, `generated-${feed.patterns}`);
  await writeGeneratedFeed(feedFolder, feed);
  const databaseUrl = await createDatabase(server.adminUrl, database);
  const file = join(import.meta.dirname, '..', 'imports', 'import-process.ts');
  const child = startChild<ImportRequest, ImportAnswer>(file, environmentOf({ NODE_ENV: 'production' }));
  try {
    say('Import: importing and dating…');
    return await child.ask({ environment: environmentOfImport(databaseUrl, server.folder), feedFolder });
  } finally {
    await child.stop();
    await ask(server.adminUrl, `drop database ${database} with (force)`);
  }
}

function environmentOfImport(databaseUrl: string, folder: string): Record<string, string> {
  return {
    PORT: '0',
    SAFIRI_MODE: 'production',
    SAFIRI_DEMO: 'off',
    SAFIRI_DATA_DIR: join(folder, 'importing'),
    MIGRATION_DATABASE_URL: databaseUrl,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'info',
    SALE_HORIZON_DAYS: horizonDays,
  };
}

function rowOf(patterns: string, answer: ImportAnswer): string[] {
  const isReached = answer.importSeconds <= mostSeconds && answer.importBytes <= mostMebibytes * mebibyte;
  return [
    patterns,
    (answer.counts['patterns'] ?? 0).toLocaleString('en'),
    answer.importSeconds.toFixed(1),
    answer.importCoreSeconds.toFixed(1),
    Math.round(answer.importBytes / mebibyte).toLocaleString('en'),
    answer.datedTrips.toLocaleString('en'),
    answer.datingSeconds.toFixed(1),
    Math.round(answer.datingBytes / mebibyte).toLocaleString('en'),
    isReached ? 'reached' : 'missed',
  ];
}
