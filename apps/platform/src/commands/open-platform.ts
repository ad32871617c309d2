import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createLog } from '@safiri/runtime';
import { compose, prepareDatabase, type Platform } from '../compose.ts';
import { processEnvironment } from '@safiri/runtime/process';
import { readPlatformSettings } from '../config.ts';
import { environmentOfServices } from '../environment.ts';
import { exitSentence } from '../exit-sentence.ts';
import { hasDatabase, openDatabase, servedDatabase } from '../open-database.ts';
import { findRunning } from '../running-file.ts';
import { ensureSecrets } from '../secrets.ts';

const tell = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

/**
 * Runs one command on the platform's services, without listening and without their work: on the database of the product
 * that runs now, or else on a database started for the command. What it publishes is carried on by the running product,
 * or by the next one.
 */
export async function withPlatform(work: Work, options: Options = {}): Promise<void> {
  try {
    process.exitCode = await run(work, options);
  } catch (error) {
    const sentence = exitSentence(error);
    if (sentence === undefined) throw error;
    tell(sentence);
    process.exitCode = 1;
  }
}

type Work = (platform: Platform) => Promise<number>;
/** What is done where there is no database yet; left out, one is made. */
type Options = { readonly withoutDatabase?: () => Promise<number> };

async function run(work: Work, { withoutDatabase }: Options): Promise<number> {
  const given = processEnvironment();
  const settings = readPlatformSettings(given);
  const dataDir = path.resolve(settings.SAFIRI_DATA_DIR);
  const running = await findRunning(dataDir);
  if (withoutDatabase !== undefined && running === undefined && !hasDatabase(settings)) return await withoutDatabase();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const secrets = await ensureSecrets(dataDir);
  const database =
    running === undefined ? await openDatabase(settings, secrets, tell) : servedDatabase(running.adminUrl, secrets);
  try {
    if (running === undefined) await prepareDatabase(database, secrets, tell);
    const environment = environmentOfServices(given, settings, {
      secrets,
      publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
      simulators: [],
    });
    const log = createLog({
      level: 'warn',
      service: 'command',
      destination: path.join(dataDir, 'logs', 'commands.log'),
    });
    const platform = await compose({
      database,
      secrets,
      environment,
      development: settings.SAFIRI_MODE === 'development',
      drivers: settings,
      log,
    });
    try {
      return await work(platform);
    } finally {
      await platform.stop();
    }
  } finally {
    await database.close();
  }
}
