import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';
import { sessionsEnded } from '../telemetry.ts';
import { markSessionsEnded, type EndReason } from './session-queries.ts';

/** Ends sessions that the transaction has locked, and takes back the access tokens they gave. */
export async function endSessions(
  ctx: Ctx,
  tx: Tx,
  ended: { readonly sessionIds: readonly string[]; readonly because: EndReason },
): Promise<void> {
  if (ended.sessionIds.length === 0) return;
  await markSessionsEnded(tx, { ...ended, now: ctx.clock.now() });
  await revoke(ctx, tx, { kind: 'session', ids: ended.sessionIds });
  sessionsEnded(ctx.log, ended);
}
