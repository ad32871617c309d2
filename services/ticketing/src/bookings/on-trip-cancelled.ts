import type { PayloadOf, tripCancelled } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endClaims, orderIdsOf, tripIdsOf } from '../holds/claim-queries.ts';
import { lockOrdersOnTrip, setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { bookingsCancelled } from '../telemetry.ts';
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
  await endBookingsOfTrip(ctx, tx, tripId);
}

/** The same for a trip that is locked. */
export async function endBookingsOfTrip(ctx: Ctx, tx: Tx, tripId: number): Promise<void> {
  const orders = await lockOrdersOnTrip(tx, tripId);
  const paid = orders.filter((order) => order.status === 'confirmed');
  const unpaid = orders.filter((order) => order.status !== 'confirmed');
  await releaseAll(tx, unpaid);
  await cancelBookings(tx, paid, {
    tripIds: [tripId],
    cause: 'trip-cancelled',
    reasonFor: ({ orderId }) => `trip ${tripId} of order ${orderId}`,
  });
  bookingsCancelled(ctx.log, { tripId, released: unpaid.length, cancelled: paid.length });
}

async function releaseAll(tx: Tx, orders: readonly OrderRow[]): Promise<void> {
  if (orders.length === 0) return;
  await endClaims(
    tx,
    { orderIds: orderIdsOf(orders), tripIds: tripIdsOf(orders) },
    { was: 'held', becomes: 'released' },
  );
  await lockVouchersOf(tx, orders);
  for (const order of orders) await setOrderStatus(tx, order, 'released');
}
