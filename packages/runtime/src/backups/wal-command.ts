/**
 * What PostgreSQL runs for each file of its log: `put KEY FOLDER PATH NAME` when it is full, `get KEY FOLDER NAME PATH` in a
 * recovery. PostgreSQL reads the exit code: 0 is done, 1 is "not there" or "try again", 127 ends a recovery.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DamagedFile, openSealed, sealInto } from './sealed-file.ts';

const notNow = 1;
const endTheRecovery = 127;

const [verb, keyFile = '', folder = '', first = '', second = ''] = process.argv.slice(2);

try {
  const key = Buffer.from((await readFile(keyFile, 'utf8')).trim(), 'base64');
  if (verb === 'put') await put(first, path.join(folder, second), key);
  else if (verb === 'get') process.exitCode = await get(path.join(folder, first), second, key);
  else throw new Error('Say put or get.');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof DamagedFile ? endTheRecovery : notNow;
}

/** PostgreSQL asks again when it did not hear that it was done. Another file of that name is of another database, whose backups they are. */
async function put(source: string, target: string, key: Buffer): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  if ((await stat(target).catch(() => undefined)) !== undefined) {
    const [known, given] = [createHash('sha256'), createHash('sha256')];
    await openSealed(target, known, key);
    await pipeline(createReadStream(source), given);
    if (known.digest().equals(given.digest())) return;
    throw new Error(`${target} is of another database: name another folder for backups.`);
  }
  await sealInto(target, createReadStream(source), key);
}

async function get(source: string, target: string, key: Buffer): Promise<number> {
  if ((await stat(source).catch(() => undefined)) === undefined) return notNow;
  const draft = `${target}.part`;
  try {
    await openSealed(source, createWriteStream(draft), key);
    await rename(draft, target);
    return 0;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
