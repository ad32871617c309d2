import type { FeedImport } from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { writeProgress } from './import-queries.ts';

export type ImportProgress = FeedImport['progress'];

export type ProgressTeller = {
  tell(step: string, percent: number): void;
  /** Waits until what was told is written. */
  settle(): Promise<void>;
};

/** Tells whoever waits, and whoever asks by the API, how far an import is. Never holds the import up, never fails it. */
export function createProgressTeller(
  ctx: Ctx,
  importId: string,
  onProgress: (progress: ImportProgress) => void,
): ProgressTeller {
  let written: Promise<void> = Promise.resolve();
  return {
    tell(step, percent) {
      const progress = { step, percent: Math.min(99, Math.max(0, Math.round(percent))) };
      onProgress(progress);
      written = written
        .then(
          async () => await transaction(ctx.db, asService, async (tx) => await writeProgress(tx, importId, progress)),
        )
        .catch(() => undefined);
    },
    settle: async () => await written,
  };
}
