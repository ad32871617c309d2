import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { composeBooking, type Booking } from './compose-booking.ts';
import { tell } from './tell.ts';

export async function onBookingConfirmed(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly booking: Booking; readonly eventId: string },
): Promise<void> {
  const { booking, eventId } = heard;
  await tell(tx, booking.contact, {
    eventId,
    orderId: booking.orderId,
    template: 'booking',
    locale: booking.locale,
    ...composeBooking(booking, ctx.config.PUBLIC_URL),
  });
}
