import { randomInt } from 'node:crypto';
import {
  fromMajor,
  getTransaction,
  oneOf,
  openAccount,
  text,
  wholeNumber,
  type Reader,
  type Row,
  type Transaction,
  type Wallet,
  type Writer,
} from '@safiri/simulator-kit';
import type { PaypalSettings } from '../settings.ts';

/** How an order stands, with its charge, which has the money and the end. */
export type Order = {
  readonly orderId: string;
  readonly captureId: string;
  readonly status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  readonly updatedMillis: number;
  readonly charge: Transaction;
};

/** Where captures arrive, and refunds leave from. */
export const merchantWallet: Wallet = { owner: 'merchant', openedMinor: 0 };

export function buyerWallet(settings: PaypalSettings, buyer: string, currency: string): Wallet {
  return { owner: `buyer ${buyer}`, openedMinor: fromMajor(settings.buyerBalance, currency) };
}

/** Whose account an order is paid from until somebody approves it. */
export const nobody = 'nobody';

export function insertOrder(tx: Writer, order: Pick<Order, 'orderId' | 'captureId'> & { atMillis: number }): void {
  tx.run(
    `insert into orders (order_id, capture_id, status, updated_millis) values (?, ?, 'PAYER_ACTION_REQUIRED', ?)`,
    order.orderId,
    order.captureId,
    order.atMillis,
  );
}

export function findOrder(reader: Reader, orderId: string): Order | undefined {
  return readOrder(reader, reader.find('select * from orders where order_id = ?', orderId));
}

export function findOrderOfCapture(reader: Reader, captureId: string): Order | undefined {
  return readOrder(reader, reader.find('select * from orders where capture_id = ?', captureId));
}

/** Orders that a buyer can still approve, the newest first. */
export function listOpenOrders(reader: Reader, limit: number): Order[] {
  return reader
    .list(
      `select o.* from orders o join transactions t on t.reference_id = o.order_id
       where t.status = 'PENDING' and o.status <> 'COMPLETED' order by t.position desc limit ?`,
      limit,
    )
    .map((row) => readRow(reader, row));
}

/** The buyer agrees: from now on the charge is theirs. */
export function approveOrder(tx: Writer, order: Order, by: { buyer: string; wallet: Wallet; atMillis: number }): void {
  const { currency } = order.charge;
  openAccount(tx, { ...by.wallet, currency });
  tx.run(
    'update transactions set party = ?, from_owner = ? where reference_id = ?',
    by.buyer,
    by.wallet.owner,
    order.orderId,
  );
  setStatus(tx, order, { status: 'APPROVED', atMillis: by.atMillis });
}

export function setStatus(tx: Writer, order: Order, to: { status: Order['status']; atMillis: number }): void {
  tx.run('update orders set status = ?, updated_millis = ? where order_id = ?', to.status, to.atMillis, order.orderId);
}

/** The merchant takes the money: the charge is decided at that instant, or never. */
export function captureOrder(
  tx: Writer,
  order: Order,
  as: { callback: string; decision: { atMillis: number; outcome: string } | undefined; atMillis: number },
): void {
  tx.run(
    'update transactions set callback_manner = ?, due_millis = ?, due_outcome = ? where reference_id = ?',
    as.callback,
    as.decision?.atMillis ?? null,
    as.decision?.outcome ?? null,
    order.orderId,
  );
  setStatus(tx, order, { status: 'COMPLETED', atMillis: as.atMillis });
}

/** Seventeen capitals and digits, as PayPal's ids are. */
export function newPaypalId(): string {
  return Array.from({ length: 17 }, () => '0123456789ABCDEFGHJKLMNPRSTUVWXY'[randomInt(32)]).join('');
}

function readOrder(reader: Reader, row: Row | undefined): Order | undefined {
  return row === undefined ? undefined : readRow(reader, row);
}

function readRow(reader: Reader, row: Row): Order {
  const orderId = text(row, 'order_id');
  return {
    orderId,
    captureId: text(row, 'capture_id'),
    status: oneOf(row, 'status', ['PAYER_ACTION_REQUIRED', 'APPROVED', 'COMPLETED']),
    updatedMillis: wholeNumber(row, 'updated_millis'),
    charge: getTransaction(reader, orderId),
  };
}
