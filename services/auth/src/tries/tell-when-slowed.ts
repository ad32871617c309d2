import type { Tx } from '@safiri/runtime';
import { tellHolder } from '../accounts/tell-holder.ts';
import type { Ctx } from '../context.ts';
import { secondsToWait, takeTry, type WantedTry } from './take-try.ts';

/**
 * After a wrong answer: when it was the last one before somebody has to wait, the holder of the account is told. The same
 * is counted where there is no account, so that it takes as long.
 */
export async function tellWhenSlowed(
  ctx: Pick<Ctx, 'keyedHash' | 'clock' | 'log'>,
  tx: Tx,
  failed: { readonly tried: WantedTry; readonly accountId: string | null },
): Promise<void> {
  const { tried, accountId } = failed;
  if ((await secondsToWait(ctx, tx, tried)) === 0) return;
  const subject = accountId === null ? tried.subject : `account ${accountId}`;
  const wait = await takeTry(ctx, tx, { rule: 'slowing-told', subject, source: '' });
  if (wait === 0 && accountId !== null) await tellHolder(ctx, tx, { accountId, what: 'tries-used-up' });
}
