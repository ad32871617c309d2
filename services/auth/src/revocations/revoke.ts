import { accessRevoked, type Revocation } from '@safiri/contracts';
import { publishMany, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertRevocations } from './revocation-queries.ts';

/** Clocks differ, and a token is taken for five seconds after its end. */
const slackSeconds = 60;

/**
 * Takes access back: that of sessions for good, or what accounts were given up to now, so that their clients ask for new
 * tokens and get what the account may do since this transaction.
 */
export async function revoke(
  ctx: Pick<Ctx, 'clock'> & { readonly config: Pick<Ctx['config'], 'ACCESS_TOKEN_MINUTES'> },
  tx: Tx,
  revoked: { readonly kind: Revocation['kind']; readonly ids: readonly string[] },
): Promise<void> {
  const keptSeconds = ctx.config.ACCESS_TOKEN_MINUTES * 60 + slackSeconds;
  const keptUntil = new Date(ctx.clock.now().getTime() + keptSeconds * 1000);
  const numbered = await insertRevocations(tx, { ...revoked, keptUntil });
  const news = numbered.map((each) => ({ aggregateId: 'revocations', version: each.number, payload: each }));
  await publishMany(tx, accessRevoked, news);
}
