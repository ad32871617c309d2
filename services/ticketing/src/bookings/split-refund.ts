import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { OrderRow } from '../orders/order-queries.ts';
import { splitOverTenders } from '../refunds/split-over-tenders.ts';
import { tellVoucherMoved } from '../vouchers/tell-voucher-moved.ts';
import { lockVouchersOf } from '../vouchers/tender-queries.ts';
import { restore } from '../vouchers/voucher-queries.ts';
import { listBookingTenders } from './payment-queries.ts';
import { tellRefundDue, tellSeatsGivenUp, type Refund } from './refunds.ts';
import type { Share } from './shares.ts';

/** What goes back of a booking, by company. */
export type BookingRefund = Omit<Refund, 'attemptId' | 'amount' | 'method' | 'shares'> & {
  readonly shares: readonly Share[];
};

/**
 * Gives a part of what a booking cost back to where it came from, once a refund id: first money to the attempt, up to what came
 * by it and was not told to go back; what remains to the vouchers, the one added last first. Where no money goes back, the
 * passenger hears that as well. To be called with the order locked.
 */
export async function refundBooking(tx: Tx, order: OrderRow, refund: BookingRefund): Promise<void> {
  const { orderId, currency } = order;
  if (await isTold(tx, orderId, refund.refundId)) return;
  await lockVouchersOf(tx, [order]);
  const parts = splitOverTenders(refund.shares, await listBookingTenders(tx, orderId));
  for (const { attemptId, voucherId, method, amountMinor, shares } of parts) {
    if (attemptId !== null)
      await tellRefundDue(tx, order, { ...refund, attemptId, method, amount: { amountMinor, currency }, shares });
    if (voucherId !== null) {
      const uses = await restore(tx, { orderId, voucherId, amountMinor, refundId: refund.refundId });
      const { contactPhone: phone, contactEmail: email } = order;
      await tellVoucherMoved(tx, uses, { orderId, contact: { phone, email }, shares });
    }
  }
  if (parts.every(({ attemptId }) => attemptId === null)) {
    const restoredMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const restored = restoredMinor === 0 ? null : { amountMinor: restoredMinor, currency };
    await tellSeatsGivenUp(tx, order, { cause: refund.cause, credit: null, restored });
  }
}

async function isTold(tx: Tx, orderId: string, refundId: string): Promise<boolean> {
  const { rows } = await sql<{ isTold: boolean }>`
    select exists (select from order_refunds where order_id = ${orderId} and refund_id = ${refundId})
        or exists (select from voucher_uses where refund_id = ${refundId}) as "isTold"`.execute(tx);
  return rows[0]?.isTold === true;
}
