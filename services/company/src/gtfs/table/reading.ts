import { createHash } from 'node:crypto';
import type { FeedArchive } from '../archive/feed-archive.ts';
import type { FeedLimits } from '../feed-limits.ts';
import { createProblemLog } from '../problems.ts';
import type { ProblemLog } from '../problems.ts';

/** Told after every file, for a progress display. */
export type FileProgress = { readonly file: string; readonly rows: number };

/** One reading of one feed: what is read from, what was found so far. */
export type Reading = {
  readonly archive: FeedArchive;
  readonly limits: FeedLimits;
  readonly log: ProblemLog;
  readonly onFile: (progress: FileProgress) => void;
  /** Files that are missing or could not be read to the end; references into them are not held against a row. */
  readonly brokenFiles: Set<string>;
  readonly rowCounts: Map<string, number>;
  readonly digests: Map<string, string>;
  /** Shared by all files. */
  readonly budget: { bytesLeft: number };
};

type ReadingStart = Pick<Reading, 'archive' | 'limits' | 'onFile'>;

export function startReading({ archive, limits, onFile }: ReadingStart): Reading {
  return {
    archive,
    limits,
    onFile,
    log: createProblemLog(limits.problems),
    brokenFiles: new Set(),
    rowCounts: new Map(),
    digests: new Map(),
    budget: { bytesLeft: limits.totalBytes },
  };
}

/** The digest of all files read, in an order that does not depend on the archive. */
export function feedHash(reading: Reading): string {
  const lines = [...reading.digests].map(([file, digest]) => `${file} ${digest}\n`);
  return createHash('sha256').update(lines.toSorted().join('')).digest('hex');
}
