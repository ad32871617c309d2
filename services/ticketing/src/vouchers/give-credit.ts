import { newId } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { tellSeatsGivenUp } from '../bookings/refunds.ts';
import type { BookingRefund } from '../bookings/split-refund.ts';
import type { OrderRow } from '../orders/order-queries.ts';
import { tellVoucherMoved } from './tell-voucher-moved.ts';
import { getIssue, insertCredit } from './voucher-queries.ts';

/** As long as timetables repeat; staff of the company may issue another one later. */
const goodDays = 365;

/**
 * Gives credit for seats that were given up instead of the money they had brought: of each company a voucher, for whose order it
 * was. To be called once an offer, with the order locked.
 */
export async function giveCredit(tx: Tx, order: OrderRow, { refundId, cause, shares }: BookingRefund): Promise<void> {
  const { orderId, currency, ownerId, contactPhone: phone, contactEmail: email } = order;
  const given = shares.filter(({ amount }) => amount.amountMinor > 0);
  let until: string | undefined;
  for (const { companyId: issuerId, amount, ...share } of given) {
    const of = { voucherId: newId(), issuerId, ownerId, ...amount, orderId, quoteId: refundId, goodDays };
    until = (await insertCredit(tx, of)).expiresAt.toISOString();
    const about = { orderId, contact: { phone, email }, shares: [{ companyId: issuerId, amount, ...share }] };
    await tellVoucherMoved(tx, await getIssue(tx, of.voucherId), about);
  }
  const amountMinor = given.reduce((sum, { amount }) => sum + amount.amountMinor, 0);
  const credit = until === undefined ? null : { amount: { amountMinor, currency }, until };
  await tellSeatsGivenUp(tx, order, { cause, credit, restored: null });
}
