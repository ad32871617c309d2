import path from 'node:path';
import { systemClock } from '@safiri/kernel';
import { processEnvironment } from '@safiri/runtime/process';
import { readPlatformSettings } from '../config.ts';
import { findRunning } from '../running-file.ts';
import { rotateServiceKeys } from '../secrets.ts';
import { withPlatform } from './open-platform.ts';

const [which] = process.argv.slice(2);
if (which === undefined) await rotateAccessKey();
else if (which === 'services') await rotateKeysOfServices();
else {
  process.stderr.write('Say: npm run rotate-keys, or npm run rotate-keys -- services\n');
  process.exitCode = 2;
}

/** Publishes the next key of access tokens, beside a running product or without one. Nobody is signed out. */
async function rotateAccessKey(): Promise<void> {
  await withPlatform(async ({ auth }) => {
    const { kid, signsFrom } = await auth.rotateKeys();
    process.stdout.write(`${kid} is published now and signs from ${signsFrom.toISOString()}.\n`);
    return 0;
  });
}

/** New keys for calls between services and for audit logs, from the next start on. */
async function rotateKeysOfServices(): Promise<void> {
  const { SAFIRI_DATA_DIR } = readPlatformSettings(processEnvironment());
  const dataDir = path.resolve(SAFIRI_DATA_DIR);
  if ((await findRunning(dataDir)) !== undefined) {
    process.stderr.write('Safiri runs, and would go on signing with the old keys: stop it first.\n');
    process.exitCode = 1;
    return;
  }
  await rotateServiceKeys(dataDir, systemClock.now());
  process.stdout.write(
    'Services sign with new keys from the next start on. What was signed before can still be verified.\n',
  );
}
