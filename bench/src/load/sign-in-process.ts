import { answerParent } from '../parent-and-child.ts';
import type { SignInJob } from './sign-in-job.ts';
import { runStorm } from './run-storm.ts';

answerParent(async (job: SignInJob) => await runStorm(job));
