import type { PayloadOf, ticketsReplaced } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { say } from './catalogue.ts';
import { deliveriesOf } from './deliveries-of.ts';
import { localTime } from './local-time.ts';

/** Tickets have other seats: which ones, and that the codes until now open no door any more. */
export async function onTicketsReplaced(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly replaced: PayloadOf<typeof ticketsReplaced>; readonly eventId: string },
): Promise<void> {
  const { replaced, eventId } = heard;
  const { orderId, reference, locale } = replaced;
  const lines = replaced.journeys.map((journey) =>
    say(locale, 'tickets-replaced.journey', {
      company: journey.companyName,
      from: journey.fromStop,
      to: journey.toStop,
      departs: localTime(journey.departsAt, journey.timeZone, locale),
      seats: journey.seatLabels.join(', '),
      before: journey.seatLabelsBefore.join(', '),
      count: journey.seatLabels.length,
    }),
  );
  const values = {
    reference,
    count: replaced.journeys.reduce((sum, journey) => sum + journey.seatLabels.length, 0),
    link: `${ctx.config.PUBLIC_URL.replace(/\/$/, '')}/t/${replaced.link}`,
  };
  const deliveries = deliveriesOf(replaced.contact, {
    eventId,
    orderId,
    template: 'tickets-replaced',
    locale,
    sms: say(locale, 'tickets-replaced.sms', { ...values, journeys: lines.join(' ') }),
    subject: say(locale, 'tickets-replaced.subject', values),
    mail: say(locale, 'tickets-replaced.mail', { ...values, journeys: lines.join('\n') }),
  });
  await insertDeliveries(tx, deliveries);
}
