import type { PayloadOf, waitingOfferMade } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { say } from './catalogue.ts';
import { localTime } from './local-time.ts';
import { deliveriesOf } from './deliveries-of.ts';

/** Seats came free for somebody who waited: which ones, where to take them, and until when. */
export async function onWaitingOfferMade(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly offer: PayloadOf<typeof waitingOfferMade>; readonly eventId: string },
): Promise<void> {
  const { offer, eventId } = heard;
  const { journey, locale } = offer;
  const values = {
    company: journey.companyName,
    from: journey.fromStop,
    to: journey.toStop,
    departs: localTime(journey.departsAt, journey.timeZone, locale),
    until: localTime(offer.until, journey.timeZone, locale),
    seats: journey.seatLabels.join(', '),
    count: journey.seatLabels.length,
    link: `${ctx.config.PUBLIC_URL.replace(/\/$/, '')}/orders/${offer.orderId}`,
  };
  const deliveries = deliveriesOf(offer.contact, {
    eventId,
    orderId: offer.orderId,
    template: 'waiting-offer-made',
    locale,
    sms: say(locale, 'waiting-offer.sms', values),
    subject: say(locale, 'waiting-offer.subject', values),
    mail: say(locale, 'waiting-offer.mail', values),
  });
  await insertDeliveries(tx, deliveries);
}
