import { answerParent } from '../parent-and-child.ts';
import type { LoadJob } from './load-job.ts';
import { runLoad } from './run-load.ts';
import { runPurchases } from './run-purchases.ts';

answerParent(async (job: LoadJob) => (job.kind === 'purchases' ? await runPurchases(job) : await runLoad(job)));
