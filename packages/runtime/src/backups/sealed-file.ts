import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

/** Of a backup: 32 bytes. */
export type BackupKey = Buffer;

/** What a sealed file begins with; then the initialisation vector, what is sealed, and the tag. */
const beginning = Buffer.from('SFB1');
const vectorBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** Compresses and encrypts into a file that is there whole, on the disk, or not at all. */
export async function sealInto(file: string, source: Readable, key: BackupKey): Promise<void> {
  const draft = `${file}.part`;
  const vector = randomBytes(vectorBytes);
  const cipher = createCipheriv(algorithm, key, vector);
  const target = createWriteStream(draft, { mode: 0o600 });
  try {
    target.write(Buffer.concat([beginning, vector]));
    await pipeline(source, createZstdCompress(), cipher, target, { end: true });
    const handle = await open(draft, 'a');
    try {
      await handle.write(cipher.getAuthTag());
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A sealed file that is damaged, cut off, or of another key. */
export class DamagedFile extends Error {
  constructor(file: string, cause: unknown) {
    super(`${file} is damaged, or sealed with another key.`, { cause });
    this.name = 'DamagedFile';
  }
}

/** Writes what a file holds. Nothing of it may be believed before this resolves: only the end says whether it is whole. */
export async function openSealed(file: string, target: Writable, key: BackupKey): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(beginning.length + vectorBytes);
    const tag = Buffer.alloc(tagBytes);
    await handle.read(head, 0, head.length, 0);
    await handle.read(tag, 0, tagBytes, Math.max(0, size - tagBytes));
    if (size < head.length + tagBytes || !head.subarray(0, beginning.length).equals(beginning))
      throw new DamagedFile(file, 'it begins otherwise');
    const decipher = createDecipheriv(algorithm, key, head.subarray(beginning.length));
    decipher.setAuthTag(tag);
    const sealed = createReadStream(file, { start: head.length, end: size - tagBytes - 1 });
    await pipeline(sealed, decipher, createZstdDecompress(), target).catch((error: unknown) => {
      throw new DamagedFile(file, error);
    });
  } finally {
    await handle.close();
  }
}
