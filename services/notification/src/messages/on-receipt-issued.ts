import { getReceiptPdfByLink, pathOf, type PayloadOf, type receiptIssued } from '@safiri/contracts';
import { formatMoney } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { languageOf, say } from './catalogue.ts';
import { deliveriesOf } from './deliveries-of.ts';

/** A receipt or credit note goes by mail, with the address of its PDF. Nobody pays for an SMS about one: the ticket page has it too. */
export async function onReceiptIssued(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly receipt: PayloadOf<typeof receiptIssued>; readonly eventId: string },
): Promise<void> {
  const { receipt, eventId } = heard;
  const { kind, number, reference, locale, contact } = receipt;
  const path = pathOf(getReceiptPdfByLink).replace(':link', receipt.link).replace(':receiptId', receipt.receiptId);
  const values = {
    number,
    reference,
    company: receipt.companyName,
    total: formatMoney(receipt.total, languageOf(locale)),
    link: `${ctx.config.PUBLIC_URL.replace(/\/$/, '')}${path}`,
  };
  const deliveries = deliveriesOf(
    { phone: null, email: contact.email },
    {
      eventId,
      orderId: receipt.orderId,
      template: kind,
      locale,
      sms: '',
      subject: say(locale, `${kind}.subject`, values),
      mail: say(locale, `${kind}.mail`, values),
    },
  );
  await insertDeliveries(tx, deliveries);
}
