import { answerParent } from '../parent-and-child.ts';
import type { LoadJob } from './load-job.ts';
import { runLoad } from './run-load.ts';

answerParent(async (job: LoadJob) => await runLoad(job));
