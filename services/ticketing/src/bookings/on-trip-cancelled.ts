import type { PayloadOf, tripCancelled } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endClaims, lockSeatsOf, orderIdsOf, tripIdsOf } from '../holds/claim-queries.ts';
import { lockOrdersOnTrips, setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { bookingsCancelled } from '../telemetry.ts';
import { lockTicketsOf } from '../tickets/ticket-queries.ts';
import { lockVouchersOf } from '../vouchers/tender-queries.ts';
import { cancelBookings } from './cancel-bookings.ts';
import { lockTrip } from './trip-locks.ts';

/**
 * A trip does not run. Orders that are not paid are over, on their other trip too, since they are held all or none. Of paid
 * ones the tickets of this trip are void and their fares go back; the rest of the order stays. A repeat finds nothing left.
 */
export async function onTripCancelled(
  ctx: Ctx,
  tx: Tx,
  { trip: { tripId } }: PayloadOf<typeof tripCancelled>,
): Promise<void> {
  await lockTrip(tx, tripId);
  await endBookingsOfTrips(ctx, tx, [tripId]);
}

/** The same for trips that are locked. All that they touch is locked before anything is changed, in the order of the service's locks. */
export async function endBookingsOfTrips(ctx: Ctx, tx: Tx, tripIds: readonly number[]): Promise<void> {
  const orders = await lockOrdersOnTrips(tx, tripIds);
  await lockSeatsOf(tx, orders);
  await lockTicketsOf(tx, orders);
  await lockVouchersOf(tx, orders);
  let paid = orders.filter((order) => order.status === 'confirmed');
  const unpaid = orders.filter((order) => order.status !== 'confirmed');
  await releaseAll(tx, unpaid);
  // A refund is one of a trip and order.
  for (const tripId of tripIds)
    paid = await cancelBookings(tx, paid, {
      tripIds: [tripId],
      cause: 'trip-cancelled',
      reasonFor: ({ orderId }) => `trip ${tripId} of order ${orderId}`,
    });
  bookingsCancelled(ctx.log, { tripIds, released: unpaid.length, cancelled: paid.length });
}

async function releaseAll(tx: Tx, orders: readonly OrderRow[]): Promise<void> {
  if (orders.length === 0) return;
  await endClaims(
    tx,
    { orderIds: orderIdsOf(orders), tripIds: tripIdsOf(orders) },
    { was: 'held', becomes: 'released' },
  );
  for (const order of orders) await setOrderStatus(tx, order, 'released');
}
