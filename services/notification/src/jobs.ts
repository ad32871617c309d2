import { inboxCleaning, type Job } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { sendDue } from './deliveries/send-due.ts';

export function jobs(ctx: Ctx): Job[] {
  return [inboxCleaning(ctx.db), { name: 'send-due-messages', everySeconds: 1, run: () => sendDue(ctx) }];
}
