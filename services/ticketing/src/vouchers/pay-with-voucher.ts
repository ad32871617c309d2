import type { BodyOf, Order, payWithVoucher as operation } from '@safiri/contracts';
import { platformIssuer } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { RequestOf, Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listClaims } from '../holds/claim-queries.ts';
import { findOrder, type OrderRow } from '../orders/order-queries.ts';
import { readOrder } from '../orders/read-orders.ts';
import { voucherReserved } from '../telemetry.ts';
import { withOpenOrder } from './open-order.ts';
import { listTenders, mostVouchers, reserve, type TenderRow } from './tender-queries.ts';
import { hashOfCode } from './voucher-code.ts';
import { findVoucherByCode, findVoucherOf, type VoucherRow } from './voucher-queries.ts';

/** Reserves of a voucher what it has and can pay of an open order. A voucher that pays for it already is left as it is. */
export async function payWithVoucher(ctx: Ctx, request: RequestOf<typeof operation>): Promise<Order> {
  const { actor, params, body, address } = request;
  if (body.code !== undefined) await ctx.codeRate.count(address);
  const ownerId = actor.subjectId;
  const whose = { orderId: params.orderId, ownerId, causedBy: request };
  return await withOpenOrder(ctx, whose, async (tx, order) => {
    const voucher = await findVoucher(tx, ownerId, body);
    if (voucher === undefined) throw refused('VOUCHER_UNKNOWN', 'There is no such voucher.');
    const tenders = await listTenders(tx, [order]);
    if (tenders.every((tender) => tender.voucherId !== voucher.voucherId)) {
      const amountMinor = await reserveOrThrow(tx, { order, voucher, tenders });
      voucherReserved(ctx.log, { orderId: order.orderId, voucherId: voucher.voucherId, amountMinor });
    }
    return await readOrder(tx, await findOrder(tx, order.orderId));
  });
}

async function findVoucher(
  tx: Tx,
  ownerId: string,
  { code, voucherId }: BodyOf<typeof operation>,
): Promise<VoucherRow | undefined> {
  if (code !== undefined && voucherId === undefined) return await findVoucherByCode(tx, hashOfCode(code));
  if (voucherId !== undefined && code === undefined) return await findVoucherOf(tx, ownerId, voucherId);
  throw refused('CODE_OR_VOUCHER', 'Give either the code of a voucher, or one of your own.');
}

type Tendering = {
  readonly order: OrderRow;
  readonly voucher: VoucherRow;
  readonly tenders: readonly TenderRow[];
};

async function reserveOrThrow(tx: Tx, { order, voucher, tenders }: Tendering): Promise<number> {
  const { orderId } = order;
  const { voucherId } = voucher;
  if (voucher.isExpired) throw refused('VOUCHER_EXPIRED', 'The time of this voucher is over.');
  const mostMinor = await mostPaidBy(tx, { order, voucher, tenders });
  if (mostMinor === 0)
    throw refused(
      'VOUCHER_NOT_FOR_THIS',
      'This voucher is for other fares, or another currency, than what is left to pay here.',
    );
  if (tenders.length >= mostVouchers)
    throw refused('TOO_MANY_VOUCHERS', `An order is paid with ${mostVouchers} vouchers at the most.`);
  const amountMinor = await reserve(tx, { orderId, voucherId, mostMinor });
  if (amountMinor === 0) throw refused('VOUCHER_EMPTY', 'Nothing is left of this voucher.');
  return amountMinor;
}

/** What is left to pay; of a company's voucher, at most what no voucher of the company pays yet of its fares. */
async function mostPaidBy(tx: Tx, { order, voucher, tenders }: Tendering): Promise<number> {
  if (voucher.currency !== order.currency) return 0;
  const dueMinor = order.totalMinor - order.tenderedMinor;
  if (voucher.issuerId === platformIssuer) return dueMinor;
  const fares = (await listClaims(tx, [order])).filter((claim) => claim.companyId === voucher.issuerId);
  const paid = tenders.filter((tender) => tender.issuerId === voucher.issuerId);
  const ownMinor =
    fares.reduce((sum, claim) => sum + claim.fareMinor, 0) - paid.reduce((sum, tender) => sum + tender.amountMinor, 0);
  return Math.min(dueMinor, ownMinor);
}

function refused(code: string, sentence: string): DomainError {
  return new DomainError(code, sentence, { field: '/body' });
}
