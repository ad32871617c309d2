import type { PayloadOf, refundDue } from '@safiri/contracts';
import { formatMoney } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { languageOf, say } from './catalogue.ts';
import { deliveriesOf } from './deliveries-of.ts';

/** Nobody is left to wonder where the money is: the reason, the amount, and that nothing needs to be done; of cash, where it waits. */
export async function onRefundDue(
  _ctx: Ctx,
  tx: Tx,
  heard: { readonly refund: PayloadOf<typeof refundDue>; readonly eventId: string },
): Promise<void> {
  const { refund, eventId } = heard;
  const values = { reference: refund.reference, amount: formatMoney(refund.amount, languageOf(refund.locale)) };
  const template = refund.method === 'cash' ? 'refund-due.at-counter' : (`refund-due.${refund.cause}` as const);
  const text = say(refund.locale, template, values);
  const deliveries = deliveriesOf(refund.contact, {
    eventId,
    orderId: refund.orderId,
    template,
    locale: refund.locale,
    sms: text,
    mail: text,
    subject: say(refund.locale, 'refund-due.subject', values),
  });
  await insertDeliveries(tx, deliveries);
}
