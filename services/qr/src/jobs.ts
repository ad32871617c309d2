import { inboxCleaning, type Job } from '@safiri/runtime';
import type { Ctx } from './context.ts';

/** Another process may have rotated keys: its new ones are known here at the latest after this. */
const reloadSeconds = 30;

export function jobs(ctx: Ctx): Job[] {
  return [
    inboxCleaning(ctx.db),
    {
      name: 'ticket-keys-reload',
      everySeconds: reloadSeconds,
      run: async () => {
        await ctx.keys.reload();
        return false;
      },
    },
  ];
}
