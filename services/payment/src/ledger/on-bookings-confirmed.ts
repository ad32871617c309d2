import type { bookingConfirmed, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { bookingNotDivided } from '../telemetry.ts';
import { chargeOf, type Share } from './commission.ts';
import { readPlans } from './commission-plans.ts';
import { booked, vouchersUsed } from './movements.ts';
import { postSets } from './post-sets.ts';

type Booking = PayloadOf<typeof bookingConfirmed>;

/** Orders became bookings: their money is their companies' from now on. One statement for all that were heard together. */
export async function onBookingsConfirmed(ctx: Ctx, tx: Tx, bookings: readonly Booking[]): Promise<void> {
  const divided = bookings.flatMap((booking) => {
    const shares = sharesOf(booking);
    if (shares === undefined) bookingNotDivided(ctx.log, booking);
    return shares === undefined
      ? []
      : [{ orderId: booking.orderId, currency: booking.total.currency, shares, vouchers: booking.vouchers ?? [] }];
  });
  const planOf = await readPlans(
    ctx,
    tx,
    divided.flatMap(({ shares }) => shares),
  );
  const sets = divided.flatMap(({ shares, vouchers, ...order }) => [
    vouchersUsed({ ...order, vouchers }),
    booked({ ...order, shares: shares.map((share) => ({ ...share, charge: chargeOf(share, planOf(share)) })) }),
  ]);
  await postSets(tx, sets);
}

/**
 * Which company's which part of the money is. News from before it was told names one company, whose all of it is, or two: then
 * the money stays the passenger's here, and the audit says so.
 */
export function sharesOf({ shares, total, companyIds, journeys }: Booking): readonly Share[] | undefined {
  if (shares !== undefined) return shares;
  const [companyId, another] = companyIds;
  if (companyId === undefined || another !== undefined) return undefined;
  return [{ companyId, amount: total, seats: journeys.reduce((sum, { seatLabels }) => sum + seatLabels.length, 0) }];
}
