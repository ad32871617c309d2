import type { PayloadOf, voucherMoved as news } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { requestCreditNotes } from '../receipts/request-receipts.ts';
import { refundedToVoucher, voucherMoved } from './movements.ts';
import { chargeBack } from './post-refund-due.ts';
import { postSets } from './post-sets.ts';

/** What is owed to who has a voucher became more or less. A booking tells itself what vouchers paid of it. */
export async function onVoucherMoved(ctx: Ctx, tx: Tx, moved: PayloadOf<typeof news>): Promise<void> {
  const { kind, refund, ...of } = moved;
  if (kind === 'withdrawn' || kind === 'expired') return await postSets(tx, [voucherMoved({ ...of, kind })]);
  if (refund === null) {
    if (kind === 'restored') throw new Error(`Bug: voucher ${of.voucherId} was restored of no booking`);
    return await postSets(tx, [voucherMoved({ ...of, kind })]);
  }
  const shares = await chargeBack(ctx, tx, refund);
  await postSets(tx, [refundedToVoucher({ ...of, kind, orderId: refund.orderId, shares })]);
  const { orderId, contact } = refund;
  await requestCreditNotes(ctx, tx, { sourceId: of.useId, orderId, shares: refund.shares, mailTo: contact.email });
}
