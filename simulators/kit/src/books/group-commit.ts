import type { DatabaseSync } from 'node:sqlite';
import type { Writer } from './open-books.ts';

/** Work of one transaction; all of a group is in before the first of it is told. */
type Job = {
  /** Does the work, or undoes all of it when it throws. */
  run(): void;
  /** The group is on the disk. */
  committed(): void;
  /** The group is not on the disk, and never will be. */
  lost(error: unknown): void;
};

export type GroupCommit = {
  write: <T>(work: (tx: Writer) => T) => Promise<T>;
  /** Commits what waits, at once. */
  flush: () => void;
};

/** The largest group: enough to share one wait for the disk among a burst, little enough to answer soon. */
const groupLimit = 200;

/**
 * Commits together what arrives together: each write is a transaction of its own, but those of one turn of the event loop
 * wait for the disk once. Waiting blocks this process, and a disk may take five milliseconds.
 */
export function createGroupCommit(database: DatabaseSync, writer: Writer): GroupCommit {
  const waiting: Job[] = [];

  function flush(): void {
    while (waiting.length > 0) commitTogether(waiting.splice(0, groupLimit));
  }

  function commitTogether(group: readonly Job[]): void {
    try {
      database.exec('begin immediate');
      for (const job of group) job.run();
      database.exec('commit');
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('rollback');
      for (const job of group) job.lost(error);
      return;
    }
    for (const job of group) job.committed();
  }

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        let committed = (): void => undefined;
        const run = (): void => {
          database.exec('savepoint job');
          try {
            const result = work(writer);
            committed = () => resolve(result);
          } catch (error) {
            database.exec('rollback to job');
            committed = () => reject(error);
          }
          database.exec('release job');
        };
        waiting.push({ run, committed: () => committed(), lost: reject });
        if (waiting.length === 1) setImmediate(flush);
      }),
    flush,
  };
}
