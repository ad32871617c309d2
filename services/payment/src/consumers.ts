import { bookingConfirmed, companyChanged, refundDue, voucherMoved } from '@safiri/contracts';
import { on, onMany, type Consumer } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { onBookingsConfirmed } from './ledger/on-bookings-confirmed.ts';
import { requestReceipts } from './receipts/request-receipts.ts';
import { onVoucherMoved } from './ledger/on-voucher-moved.ts';
import { onRefundDue } from './refunds/on-refund-due.ts';
import { onCompanyChanged } from './settlements/on-company-changed.ts';

export function consumers(ctx: Ctx): Consumer[] {
  return [
    on(refundDue, (tx, due) => onRefundDue(ctx, tx, due)),
    on(voucherMoved, (tx, moved) => onVoucherMoved(ctx, tx, moved)),
    on(companyChanged, (tx, company) => onCompanyChanged(tx, company)),
    onMany(bookingConfirmed, async (tx, messages) => {
      await onBookingsConfirmed(
        ctx,
        tx,
        messages.map(({ payload }) => payload),
      );
      await requestReceipts(tx, messages);
    }),
  ];
}
