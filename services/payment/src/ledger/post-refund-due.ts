import type { PayloadOf, refundDue } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { bookedAlone, chargeBackOf, type Share } from './commission.ts';
import { readPlans } from './commission-plans.ts';
import { lockBooked } from './commission-queries.ts';
import { owed, type ChargedShare } from './movements.ts';
import { postSets } from './post-sets.ts';

/** Posts that money is owed back. To be called once a refund: what went back before is counted. */
export async function postRefundDue(ctx: Ctx, tx: Tx, due: PayloadOf<typeof refundDue>): Promise<void> {
  const { refundId, orderId, amount, shares = [] } = due;
  await postSets(tx, [owed({ refundId, orderId, amount, shares: await chargeBack(ctx, tx, { orderId, shares }) })]);
}

/**
 * What the platform took goes back in proportion to what the booking was charged; of a booking that is heard of later, as it
 * will be charged.
 */
export async function chargeBack(
  ctx: Ctx,
  tx: Tx,
  { orderId, shares }: { readonly orderId: string; readonly shares: readonly Share[] },
): Promise<ChargedShare[]> {
  const bookedOf = shares.length === 0 ? undefined : await lockBooked(tx, orderId);
  const planOf = await readPlans(ctx, tx, shares);
  return shares.map((share) => {
    const before = bookedOf?.get(share.companyId);
    // Another refund that overtook the booking as well leaves nothing but itself behind.
    const isHeard = before !== undefined && before.grossMinor > 0;
    return { ...share, charge: chargeBackOf(isHeard ? before : bookedAlone(share, planOf(share)), share.amount) };
  });
}
