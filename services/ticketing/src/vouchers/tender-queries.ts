import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { OrderRow } from '../orders/order-queries.ts';

/** What a voucher pays of an order. */
export type TenderRow = {
  readonly orderId: string;
  readonly voucherId: string;
  readonly issuerId: string;
  readonly amountMinor: number;
  readonly status: 'reserved' | 'used' | 'released';
  readonly restoredMinor: number;
};

type Tendered = Pick<OrderRow, 'orderId' | 'tenderedMinor'>;

/** Of orders that the actor may see, in the order in which vouchers were added; most orders have none, and nothing is asked for them. */
export async function listTenders(tx: Tx, orders: readonly Tendered[]): Promise<TenderRow[]> {
  const orderIds = tenderedIds(orders);
  if (orderIds.length === 0) return [];
  const { rows } = await sql<TenderRow>`
    select order_id as "orderId", voucher_id as "voucherId", issuer_id as "issuerId", amount_minor as "amountMinor", status,
           restored_minor as "restoredMinor"
      from order_tenders where order_id = any (${orderIds}::uuid[])
     order by order_id, added_at, voucher_id limit ${orderIds.length * mostVouchers}`.execute(tx);
  return rows;
}

/** That an order is paid with; more than a purse has. The contract of orders says so too. */
export const mostVouchers = 4;

/** Reserves of a voucher what it has, up to an amount, for an order that is locked; answers how much, which may be nothing. */
export async function reserve(
  tx: Tx,
  tender: { readonly orderId: string; readonly voucherId: string; readonly mostMinor: number },
): Promise<number> {
  const { rows } = await sql<{ reserved: number }>`
    select reserve_voucher(${tender.orderId}, ${tender.voucherId}, ${tender.mostMinor}) as reserved`.execute(tx);
  return rows[0]?.reserved ?? 0;
}

/** Of an order that is locked. */
export async function takeOff(tx: Tx, orderId: string, voucherId: string): Promise<void> {
  await sql`select take_voucher_off(${orderId}, ${voucherId})`.execute(tx);
}

/** Pays with the vouchers of an order, all or none; false when one that was released has its amount no more. */
export async function useTenders(tx: Tx, orderId: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select use_tenders(${orderId}) as used`.execute(tx);
  return rows[0]?.used === true;
}

/** Before several orders end in one transaction, so that nobody waits in a circle for their vouchers. */
export async function lockVouchersOf(tx: Tx, orders: readonly Tendered[]): Promise<void> {
  const orderIds = tenderedIds(orders);
  if (orderIds.length > 0) await sql`select lock_vouchers_of(${orderIds}::uuid[])`.execute(tx);
}

function tenderedIds(orders: readonly Tendered[]): string[] {
  return orders.filter((order) => order.tenderedMinor > 0).map((order) => order.orderId);
}
