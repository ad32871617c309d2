import { sql } from 'kysely';
import { asService, transaction } from './database/transaction.ts';
import type { Database } from './database/connect.ts';
import type { Log } from './log.ts';
import { pause } from './pause.ts';
import type { Job } from './service.ts';
import { measureJob } from './telemetry/measure-jobs.ts';

/** A job that says "more waits" is called again this often before others and the pause get their turn. */
const stepsInARow = 50;

/** Runs jobs until stopped; a job never overlaps itself in one process, and a failure only delays its next turn. */
export function startJobs(jobs: readonly Job[], log: Log): { stop(): Promise<void> } {
  const abort = new AbortController();
  const loops = jobs.map(async (job) => {
    while (!abort.signal.aborted) {
      await runSteps(job, log, abort.signal);
      await pause(job.everySeconds * 1000, abort.signal);
    }
  });
  return {
    stop: async () => {
      abort.abort();
      await Promise.all(loops);
    },
  };
}

async function runSteps(job: Job, log: Log, signal: AbortSignal): Promise<void> {
  try {
    for (let step = 0; step < stepsInARow && !signal.aborted; step += 1) {
      const waits = await job.run();
      measureJob(log, job.name, 'done');
      if (!waits) return;
    }
  } catch (error) {
    measureJob(log, job.name, 'failed');
    log.warn({ err: error, job: job.name }, 'job will try again');
  }
}

/** Remembered messages older than any queue keeps one (30 days alive, 90 as dead letters) go, 1,000 at a time. */
export function inboxCleaning(db: Database): Job {
  return {
    name: 'inbox-cleaning',
    everySeconds: 3_600,
    run: async () => {
      const { numAffectedRows } = await transaction(
        db,
        asService,
        async (tx) =>
          await sql`delete from inbox where message_id in (select message_id from inbox where received_at < now() - interval '120 days' order by received_at limit 1000)`.execute(
            tx,
          ),
      );
      return numAffectedRows === 1000n;
    },
  };
}
