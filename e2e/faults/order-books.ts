import type { PaymentMethod } from '@safiri/contracts';
import { plain, type World } from './world.ts';

/** What each side says of the money of one order with one company, in minor units of one currency. */
export type OrderBooks = {
  readonly order: string;
  readonly method: PaymentMethod;
  readonly currency: string;
  /** The company's own books. */
  charged: number;
  charges: number;
  returned: number;
  /** Payment's attempts and refunds. */
  succeeded: number;
  attempts: number;
  held: number;
  refunded: number;
  /** Payment's ledger: what lies with the company. */
  clearing: number;
};

const successful = 'SUCCESSFUL';

/** The books of all four companies beside payment's own, by order, company and currency. */
export async function readOrderBooks(world: World): Promise<OrderBooks[]> {
  const all = new Map<string, OrderBooks>();
  const of = (order: string, method: PaymentMethod, currency: string): OrderBooks => {
    const key = `${order} ${method} ${currency}`;
    const blank = { charged: 0, charges: 0, returned: 0, succeeded: 0, attempts: 0, held: 0, refunded: 0, clearing: 0 };
    const known = all.get(key) ?? { order, method, currency, ...blank };
    all.set(key, known);
    return known;
  };
  for (const { method } of world.companies) {
    for (const charge of await world.books(method, 'charges')) {
      if (charge.status !== successful) continue;
      const books = of(charge.order, method, charge.currency);
      books.charged += charge.amountMinor;
      books.charges += 1;
    }
    for (const refund of await world.books(method, 'refunds'))
      if (refund.status === successful) of(refund.order, method, refund.currency).returned += refund.amountMinor;
  }
  for (const row of await world.ask(paymentSide)) {
    const method = world.companies.find((company) => company.method === row['method'])?.method;
    if (method === undefined) throw new Error(`payment knows the way to pay ${String(row['method'])}`);
    const books = of(plain(String(row['reference'])), method, String(row['currency']));
    books.succeeded += Number(row['succeeded']);
    books.attempts += Number(row['attempts']);
    books.held += Number(row['held']);
    books.refunded += Number(row['refunded']);
    books.clearing += Number(row['clearing']);
  }
  return [...all.values()];
}

/** Attempts, refunds and ledger by order and way to pay. */
const paymentSide = `
  select a.order_reference as reference, a.method, a.currency,
         coalesce(sum(a.amount_minor) filter (where a.status = 'succeeded'), 0) as succeeded,
         count(*) filter (where a.status = 'succeeded' or a.held_because is not null) as attempts,
         coalesce(sum(a.amount_minor) filter (where a.held_because is not null), 0) as held,
         (select coalesce(sum(r.amount_minor), 0) from payment.refunds r join payment.attempts b using (order_id, attempt_id)
           where r.order_id = a.order_id and b.method = a.method and r.status = 'succeeded') as refunded,
         (select coalesce(sum(l.amount_minor), 0) from payment.ledger_entries l
           where l.order_id = a.order_id and l.account = 'clearing' and l.method = a.method and l.currency = a.currency) as clearing
    from payment.attempts a group by a.order_id, a.order_reference, a.method, a.currency`;
