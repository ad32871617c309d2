import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcrypt';
import type { HashingJob } from './hashing-thread.ts';

/** Five steps are a third of the weight: hashing takes what sales leave, and enough to go on when they leave nothing. */
const niceness = 5;

stepBack();
// Only the thread that started this one has the other end.
parentPort?.on('message', (job: HashingJob) => {
  const answer = 'cost' in job ? bcrypt.hashSync(job.password, job.cost) : bcrypt.compareSync(job.password, job.hash);
  parentPort?.postMessage(answer);
});

/** Linux schedules threads, each with its own priority. Elsewhere this would be the whole process's, and is left alone. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (Number.isInteger(thread)) setPriority(thread, Math.max(niceness, getPriority()));
  } catch {
    // No /proc, or nobody may: then it hashes as urgently as all else runs.
  }
}
