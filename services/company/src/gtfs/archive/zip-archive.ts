import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fromBufferPromise, openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { FeedLimits } from '../feed-limits.ts';
import type { FeedArchive } from './feed-archive.ts';
import { FeedRefusal } from './feed-refusal.ts';
import { fileUse } from './known-files.ts';

type ZipSource = { readonly bytes: Uint8Array } | { readonly zipPath: string };

/** Opens the zip's directory; nothing is inflated before its declared size was found acceptable. */
export async function openZip(source: ZipSource, limits: FeedLimits): Promise<FeedArchive> {
  const name = 'bytes' in source ? 'archive' : basename(source.zipPath);
  const zip = await unlessUnreadable(name, () => openDirectory(source, limits));
  try {
    const entries = await listEntries(zip, { name, limits });
    return {
      files: new Set(entries.keys()),
      read: (file) => readEntry(zip, { file, entry: entries.get(file), limits }),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openDirectory(source: ZipSource, limits: FeedLimits): Promise<ZipFile> {
  const size = 'bytes' in source ? source.bytes.byteLength : (await stat(source.zipPath)).size;
  if (size > limits.compressedBytes) {
    throw new FeedRefusal({
      code: 'archive_too_large',
      file: 'bytes' in source ? 'archive' : basename(source.zipPath),
      value: `${size} bytes`,
      expected: `A zip file of at most ${limits.compressedBytes} bytes.`,
    });
  }
  if ('zipPath' in source) return await openPromise(source.zipPath, { autoClose: false });
  const { buffer, byteOffset, byteLength } = source.bytes;
  return await fromBufferPromise(Buffer.from(buffer, byteOffset, byteLength));
}

type Directory = { readonly name: string; readonly limits: FeedLimits };

async function listEntries(zip: ZipFile, { name, limits }: Directory): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) {
    throw new FeedRefusal({
      code: 'too_many_entries',
      file: name,
      value: String(zip.entryCount),
      expected: `A zip file of at most ${limits.entries} entries.`,
    });
  }
  const entries = new Map<string, Entry>();
  await unlessUnreadable(name, async () => {
    for await (const entry of zip.eachEntry()) {
      if (isAtRoot(entry.fileName)) addOnce(entries, entry);
    }
  });
  return entries;
}

/** Folders are passed over, those with feed files inside refused: the specification wants its files at the root. */
function isAtRoot(path: string): boolean {
  if (!path.includes('/')) return true;
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (fileUse(file) !== 'unknown' && !path.startsWith('__MACOSX/')) {
    throw new FeedRefusal({
      code: 'invalid_input_files_in_subfolder',
      file: path,
      expected: `${file} at the root of the zip file, not in a folder.`,
    });
  }
  return false;
}

function addOnce(entries: Map<string, Entry>, entry: Entry): void {
  if (entries.has(entry.fileName)) {
    throw new FeedRefusal({
      code: 'duplicated_file',
      file: entry.fileName,
      expected: 'Every file once in the zip file.',
    });
  }
  entries.set(entry.fileName, entry);
}

type Wanted = { readonly file: string; readonly entry: Entry | undefined; readonly limits: FeedLimits };

/** The stream fails by itself as soon as an entry inflates to more than it declared, or to less. */
async function* readEntry(zip: ZipFile, { file, entry, limits }: Wanted): AsyncGenerator<Uint8Array> {
  if (entry === undefined) return;
  checkDeclaredSize(entry, limits);
  const stream = await unlessUnreadable(file, () => zip.openReadStreamPromise(entry));
  const pieces: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await unlessUnreadable(file, () => pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    stream.destroy();
  }
}

function checkDeclaredSize(entry: Entry, limits: FeedLimits): void {
  const { fileName: file, compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > limits.fileBytes) {
    throw new FeedRefusal({
      code: 'file_too_large',
      file,
      value: `${uncompressedSize} bytes`,
      expected: `A file of at most ${limits.fileBytes} bytes when unpacked.`,
    });
  }
  if (uncompressedSize > limits.ratioFreeBytes && uncompressedSize > limits.ratio * compressedSize) {
    throw new FeedRefusal({
      code: 'suspicious_compression',
      file,
      value: `${compressedSize} bytes become ${uncompressedSize}`,
      expected: `A file that unpacks to at most ${limits.ratio} times its packed size.`,
    });
  }
}

/** yauzl and zlib report a damaged archive by plain errors; to our callers it is a finding. */
async function unlessUnreadable<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FeedRefusal) throw error;
    throw new FeedRefusal({
      code: 'unreadable_archive',
      file,
      value: error instanceof Error ? error.message : String(error),
      expected: 'A complete, unencrypted zip file that holds the feed’s .txt files.',
    });
  }
}
