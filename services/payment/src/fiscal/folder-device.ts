import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@safiri/kernel';
import type { FiscalAnswer, FiscalDevice, FiscalDocument } from './fiscal-device.ts';

/** For a program beside us that takes documents out of a folder, which is how many certified invoicing systems are fed. */
export type FolderSettings = {
  readonly folder: string;
  /** What the folder is called on receipts. */
  readonly device: string;
};

/**
 * Writes each document into a file of its own, whole or not at all. The number is the file's name and the signature the SHA-256
 * of its bytes: they prove what we handed over, and are no tax office's.
 */
export function openFolderDevice(settings: FolderSettings): FiscalDevice {
  return {
    submit: async (document) => {
      try {
        return await writeOnce(settings, document);
      } catch (error) {
        return { kind: 'unknown', detail: `folder of fiscal documents: ${codeOf(error)}` };
      }
    },
  };
}

async function writeOnce({ folder, device }: FolderSettings, document: FiscalDocument): Promise<FiscalAnswer> {
  const number = `${document.companyId}-${document.number}`;
  const path = join(folder, `${number}.json`);
  const bytes = Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
  const before = await findFile(path);
  if (before === undefined) await writeWhole(folder, path, bytes);
  else if (!before.equals(bytes)) return { kind: 'refused', detail: 'another document has this number in the folder' };
  const { mtime: signedAt } = await stat(path);
  return { kind: 'signed', number, signature: createHash('sha256').update(bytes).digest('hex'), device, signedAt };
}

/** Whoever looks into the folder sees a file with all of its bytes on disk, or none. Two who write the same number write the same bytes. */
async function writeWhole(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `.${newId()}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o640);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(folder);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The name is on disk too. Some file systems cannot say so of a folder; they keep names by themselves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
}

async function findFile(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
