import type { PayloadOf, refundSucceeded } from '@safiri/contracts';
import { formatMoney } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries, isErased, listRecipients, type NewDelivery } from '../deliveries/delivery-queries.ts';
import { languageOf, say } from './catalogue.ts';

/** Goes to whoever was told about the order before. */
export async function onRefundSucceeded(
  _ctx: Ctx,
  tx: Tx,
  heard: { readonly refund: PayloadOf<typeof refundSucceeded>; readonly eventId: string },
): Promise<void> {
  const { refund, eventId } = heard;
  const recipients = await listRecipients(tx, refund.orderId);
  if (await isErased(tx, refund.orderId)) return;
  // This news overtook the news that the refund is due: it is delivered again after a while.
  if (recipients.length === 0) throw new Error(`nobody was told about order ${refund.orderId} yet`);
  const deliveries = recipients.map(({ channel, recipient, locale }): NewDelivery => {
    const values = { amount: formatMoney(refund.amount, languageOf(locale)) };
    const subject = channel === 'email' ? say(locale, 'refund-succeeded.subject', values) : null;
    const body = say(locale, 'refund-succeeded.text', values);
    return {
      eventId,
      orderId: refund.orderId,
      template: 'refund-succeeded',
      channel,
      recipient,
      locale,
      subject,
      body,
    };
  });
  await insertDeliveries(tx, deliveries);
}
