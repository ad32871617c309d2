import { createHash } from 'node:crypto';
import { FeedRefusal } from '../archive/feed-refusal.ts';
import type { Reading } from './reading.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const lineFeed = 0x0a;

/**
 * The bytes of a file without their byte order mark, hashed on the way. Ends with a FeedRefusal at the first byte
 * beyond a limit. Lines are measured here because the parser counts a line's characters but not its commas: a file of
 * commas alone would become one endless row.
 */
export async function* boundedBytes(reading: Reading, file: string): AsyncGenerator<Buffer> {
  const { limits, budget } = reading;
  const hash = createHash('sha256');
  let fileBytes = 0;
  let line = 1;
  let lineBytes = 0;
  for await (const piece of reading.archive.read(file)) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const isStart = fileBytes === 0;
    fileBytes += bytes.length;
    budget.bytesLeft -= bytes.length;
    if (fileBytes > limits.fileBytes) throw tooLarge(file, limits.fileBytes);
    if (budget.bytesLeft < 0) throw feedTooLarge(file, limits.totalBytes);
    const lastLineFeed = bytes.lastIndexOf(lineFeed);
    line += countLineFeeds(bytes);
    lineBytes = lastLineFeed < 0 ? lineBytes + bytes.length : bytes.length - lastLineFeed - 1;
    if (lineBytes > limits.lineBytes) throw lineTooLong({ file, line, limit: limits.lineBytes });
    hash.update(bytes);
    yield isStart ? withoutMark(bytes) : bytes;
  }
  reading.digests.set(file, hash.digest('hex'));
}

/** Archives hand out pieces of kilobytes, so the mark is never torn apart. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? bytes.subarray(byteOrderMark.length) : bytes;
}

function countLineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

function tooLarge(file: string, limit: number): FeedRefusal {
  return new FeedRefusal({ code: 'file_too_large', file, expected: `A file of at most ${limit} bytes when unpacked.` });
}

function feedTooLarge(file: string, limit: number): FeedRefusal {
  return new FeedRefusal({
    code: 'feed_too_large',
    file,
    expected: `All files together at most ${limit} bytes when unpacked.`,
  });
}

type LongLine = { readonly file: string; readonly line: number; readonly limit: number };

export function lineTooLong({ file, line, limit }: LongLine): FeedRefusal {
  return new FeedRefusal({
    code: 'line_too_long',
    file,
    line,
    expected: `Lines of at most ${limit} bytes; is a quote left open?`,
  });
}
