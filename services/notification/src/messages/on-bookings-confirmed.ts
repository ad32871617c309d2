import type { bookingConfirmed } from '@safiri/contracts';
import type { Message, Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { composeBooking } from './compose-booking.ts';
import { deliveriesOf } from './deliveries-of.ts';

/** Bookings that were confirmed, one or dozens: each passenger is told theirs. */
export async function onBookingsConfirmed(
  ctx: Ctx,
  tx: Tx,
  messages: readonly Message<typeof bookingConfirmed>[],
): Promise<void> {
  const deliveries = messages.flatMap(({ payload: booking, envelope: { eventId } }) =>
    deliveriesOf(booking.contact, {
      eventId,
      orderId: booking.orderId,
      template: 'booking',
      locale: booking.locale,
      ...composeBooking(booking, ctx.config.PUBLIC_URL),
    }),
  );
  await insertDeliveries(tx, deliveries);
}
