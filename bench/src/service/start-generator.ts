import { join } from 'node:path';
import { environmentOf } from '../config.ts';
import type { LoadJob, LoadReport } from '../load/load-job.ts';
import { startChild, type Child } from '../parent-and-child.ts';

export type Generator = Child<LoadJob, LoadReport>;

/** A process of its own asks: what it costs shall not be counted as the product's. */
export function startGenerator(): Generator {
  const file = join(import.meta.dirname, '..', 'load', 'load-process.ts');
  return startChild<LoadJob, LoadReport>(file, environmentOf({ NODE_ENV: 'production' }));
}
