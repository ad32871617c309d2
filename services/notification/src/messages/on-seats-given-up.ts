import type { PayloadOf, seatsGivenUp } from '@safiri/contracts';
import { formatInstant, formatMoney } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { languageOf, say } from './catalogue.ts';
import { deliveriesOf } from './deliveries-of.ts';

/** Tickets are cancelled and no money goes back: what does instead, or that nothing does. */
export async function onSeatsGivenUp(
  _ctx: Ctx,
  tx: Tx,
  heard: { readonly givenUp: PayloadOf<typeof seatsGivenUp>; readonly eventId: string },
): Promise<void> {
  const { givenUp, eventId } = heard;
  const { orderId, reference, locale, credit, restored } = givenUp;
  const language = languageOf(locale);
  const amount = credit?.amount ?? restored;
  const template = `seats-given-up.${credit !== null ? 'credit' : restored !== null ? 'restored' : 'nothing'}` as const;
  const text = say(locale, template, {
    reference,
    amount: amount === null ? '' : formatMoney(amount, language),
    until: credit === null ? '' : dayText(credit.until, language),
  });
  const subject = say(locale, 'seats-given-up.subject', { reference });
  const news = { eventId, orderId, template, locale, sms: text, mail: text, subject };
  await insertDeliveries(tx, deliveriesOf(givenUp.contact, news));
}

/** A day is enough for what is good for a year. */
function dayText(instant: string, language: string): string {
  return formatInstant(Date.parse(instant), language, { dateStyle: 'long', timeZone: 'UTC' });
}
