import type { cancelOtherSeats as operation, Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listClaims } from '../holds/claim-queries.ts';
import { findOrderByLink, lockOrder } from '../orders/order-queries.ts';
import { noSuchOrder, readOrder } from '../orders/read-orders.ts';
import { refuseUsed } from '../refunds/refuse-used.ts';
import { otherSeatsCancelled } from '../telemetry.ts';
import { cancelBookings } from './cancel-bookings.ts';
import { shareTrips } from './trip-locks.ts';
import { readTrips } from './trips-of-orders.ts';

/**
 * Late money bought other seats than were ordered, and whoever has the link does not want them: all of it ends and all of the
 * money goes back. Once it has ended, asking again answers it as it is.
 */
export async function cancelOtherSeats(ctx: Ctx, { params }: RequestOf<typeof operation>): Promise<Order> {
  const { view, isNews } = await transaction(ctx.db, asService, async (tx) => {
    const seen = await findOrderByLink(tx, params.link);
    if (seen === undefined) throw noSuchOrder();
    await shareTrips(tx, seen.tripIds);
    const order = await lockOrder(tx, seen.orderId);
    if (order === undefined) throw noSuchOrder();
    const until = order.freeCancellationUntil;
    const claims = (await listClaims(tx, [order])).filter((claim) => claim.status === 'sold');
    const isOver = claims.length === 0;
    // Who changed to the seats that were ordered has what they wanted.
    const hasOthers = claims.some((claim) => claim.orderedSeat !== null);
    if (until === null || (!isOver && (until <= order.serverTime || !hasOthers))) {
      throw new DomainError(
        'CANCELLATION_NOT_FREE',
        'These seats cannot be given back without a fee, or not any more.',
        {},
      );
    }
    if (isOver) return { view: await readOrder(tx, order), isNews: false };
    await cancelBookings(tx, [order], {
      tripIds: order.tripIds,
      cause: 'other-seats',
      reasonFor: ({ orderId }) => `other seats of order ${orderId}`,
    });
    // The tickets are locked by now: a boarding that the door tells of is known here, or meets a ticket that is void.
    await refuseUsed(ctx, tx, { claims, trips: await readTrips(tx, order.tripIds) });
    return { view: await readOrder(tx, await lockOrder(tx, order.orderId)), isNews: true };
  });
  if (isNews) otherSeatsCancelled(ctx.log, view.orderId);
  return view;
}
