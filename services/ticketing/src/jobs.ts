import { inboxCleaning, type Job } from '@safiri/runtime';
import type { Ctx } from './context.ts';

export function jobs(ctx: Ctx): Job[] {
  return [inboxCleaning(ctx.db)];
}
