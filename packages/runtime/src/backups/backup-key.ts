import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { StartRefusal } from '../embedded-postgres/start-refusal.ts';
import type { BackupKey } from './sealed-file.ts';

const keyBytes = 32;

/** The key of a file in base64. */
export async function readBackupKey(file: string): Promise<BackupKey> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartRefusal(`The key of the backups, ${file}, cannot be read. Put back the copy that you kept.`, error);
  });
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== keyBytes) throw new StartRefusal(`${file} does not hold 32 bytes in base64.`);
  return key;
}

/** Makes the key when there is none; answers whether it did, since a copy of it has to be kept elsewhere. */
export async function ensureBackupKey(file: string, mode = 0o600): Promise<boolean> {
  const handle = await open(file, 'wx', mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (handle === undefined) return false;
  try {
    await handle.writeFile(`${randomBytes(keyBytes).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}
