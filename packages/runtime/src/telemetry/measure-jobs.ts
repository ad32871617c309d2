import type { Log } from '../log.ts';
import { counter, gauge, isMeasuring } from './metrics.ts';

const runs = counter({
  name: 'safiri_job_runs_total',
  help: 'Steps of jobs, by job and whether they failed',
  labels: ['service', 'job', 'outcome'],
});
const succeeded = gauge({
  name: 'safiri_job_last_success_timestamp_seconds',
  help: 'When a step of a job last succeeded in this process',
  labels: ['service', 'job'],
});

/** Whose jobs they are, their log knows. */
export function measureJob(log: Log, job: string, outcome: 'done' | 'failed'): void {
  if (!isMeasuring()) return;
  const service = String(log.bindings()['service'] ?? 'process');
  runs({ service, job, outcome });
  if (outcome === 'done') succeeded.setToCurrentTime({ service, job });
}
