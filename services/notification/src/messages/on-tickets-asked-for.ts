import type { PayloadOf, ticketsAskedFor } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { say } from './catalogue.ts';
import { deliveriesOf } from './deliveries-of.ts';
import { localTime } from './local-time.ts';

/** Somebody lost the message of a booking: its link once more, to the contact of the booking that they named. */
export async function onTicketsAskedFor(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly asked: PayloadOf<typeof ticketsAskedFor>; readonly eventId: string },
): Promise<void> {
  const { orderId, reference, contact, locale, link, journeys } = heard.asked;
  const lines = journeys.map(({ companyName, fromStop, toStop, departsAt, timeZone, seatLabels }) =>
    say(locale, 'booking.journey', {
      company: companyName,
      from: fromStop,
      to: toStop,
      departs: localTime(departsAt, timeZone, locale),
      seats: seatLabels.join(', '),
      count: seatLabels.length,
    }),
  );
  const values = {
    reference,
    count: journeys.reduce((sum, { seatLabels }) => sum + seatLabels.length, 0),
    link: `${ctx.config.PUBLIC_URL.replace(/\/$/, '')}/t/${link}`,
  };
  const deliveries = deliveriesOf(contact, {
    eventId: heard.eventId,
    orderId,
    template: 'tickets-again',
    locale,
    sms: say(locale, 'tickets-again.sms', { ...values, journeys: lines.join(' ') }),
    subject: say(locale, 'tickets-again.subject', values),
    mail: say(locale, 'tickets-again.mail', { ...values, journeys: lines.join('\n') }),
  });
  await insertDeliveries(tx, deliveries);
}
