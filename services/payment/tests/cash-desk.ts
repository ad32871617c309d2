import { inject } from 'vitest';
import {
  bookingConfirmed,
  closeCashSession,
  openCashSession,
  refundDue,
  takeCash,
  type CashLine,
  type CashSession,
  type Role,
} from '@safiri/contracts';
import { newId, type Money } from '@safiri/kernel';
import { asService, transaction, type Service } from '@safiri/runtime';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import { inspect } from '../src/audit/inspect.ts';
import { createPayment } from '../src/index.ts';
import { platformId } from '../src/ledger/ledger-set.ts';
import { bookingOf, configOfLedger, dueOf } from './ledger-desk.ts';
import { standInForTicketing, type Order } from './ticketing-stand-in.ts';

export type Staff = { readonly id: string; readonly companyId: string; readonly client: Client };

/** A payment service whose only method is cash, with a stand-in for ticketing. */
export type CashDesk = {
  readonly bed: Testbed;
  readonly payment: Service;
  readonly ticketing: ReturnType<typeof standInForTicketing>;
  staff(role: Role, companyId: string): Promise<Staff>;
  guest(): Promise<Client>;
  /** Of the platform, who decides about money. */
  operator(): Promise<Client>;
  /** An order of one company that is open for payment. */
  order(companyId: string, amountMinor?: number, currency?: string): Order;
  opened(agent: Staff, floatMinor?: number, currency?: string): Promise<CashSession>;
  /** Sells a new order; the booking is heard of. */
  sold(sale: { agent: Staff; session: CashSession; amountMinor?: number; saleNo: number }): Promise<Sold>;
  /** Lets a refund of a sale be due, and the refund job do what it can. */
  due(sold: Sold, amountMinor: number): Promise<string>;
  runJobs(): Promise<void>;
  /** Sums by account, those of nothing left out; of the company and the platform. */
  sums(): Promise<Record<string, number>>;
  drawerOf(sessionId: string): Promise<number>;
  /** What the audit finds on orders and on the ledger as a whole. */
  found(...orderIds: readonly string[]): Promise<string[]>;
  /** Runs statements as nobody could: past triggers and rights. */
  force(statements: string): Promise<void>;
  close(): Promise<void>;
};

export type Sold = {
  readonly order: Order;
  readonly line: CashLine;
  readonly orderId: string;
  readonly attemptId: string;
};

/** One till; sale numbers are per session. */
export const till = newId();

export async function openCashDesk(): Promise<CashDesk> {
  const ticketing = standInForTicketing();
  const bed = await openTestbed({ service: 'payment', postgres: inject('postgres'), callPeer: ticketing.callPeer });
  const payment = createPayment({ ...bed.deps, config: configOfLedger });
  const served = await bed.serve(payment);
  const runJobs = async (): Promise<void> => {
    for (const job of payment.jobs.filter(({ name }) => name.endsWith('-checks'))) while (await job.run());
  };
  const order: CashDesk['order'] = (companyId, amountMinor = 5_000, currency = 'RWF') => {
    const made = ticketing.order({ amountMinor, currency });
    made.companyIds = [companyId];
    return made;
  };
  return {
    bed,
    payment,
    ticketing,
    order,
    runJobs,
    staff: async (role, companyId) => {
      const id = newId();
      return { id, companyId, client: served.as(await bed.tokens.staff(role, companyId, id)) };
    },
    guest: async () => served.as(await bed.tokens.guest()),
    operator: async () => served.as(await bed.tokens.staff('super-admin', null)),
    opened: async ({ client }, floatMinor = 0, currency = 'RWF') => {
      const body = { currency, float: countOf(floatMinor, currency) };
      return valueOf(await client(openCashSession, { body, idempotencyKey: newId() }));
    },
    sold: async ({ agent, session, amountMinor = 5_000, saleNo }) => {
      const sale = order(agent.companyId, amountMinor, session.currency);
      const line = valueOf(await sell({ agent, session, order: sale, saleNo }));
      const { orderId } = sale;
      await bed.hear(payment, bookingConfirmed, {
        ...bookingOf(orderId, [{ companyId: agent.companyId, amountMinor }]),
      });
      return { order: sale, line, orderId, attemptId: line.attemptId ?? '' };
    },
    due: async (sold, amountMinor) => {
      const due = dueOf(sold, amountMinor, [{ companyId: sold.order.companyIds[0] ?? '', amountMinor }]);
      const { reference, total } = sold.order;
      const inCurrency = <Of extends { readonly amount: Money }>(of: Of) => ({
        ...of,
        amount: { ...of.amount, currency: total.currency },
      });
      await bed.hear(payment, refundDue, { ...inCurrency(due), shares: due.shares?.map(inCurrency) ?? [], reference });
      await runJobs();
      return due.refundId;
    },
    ...booksOf(bed),
    close: async () => await bed.close(),
  };
}

type Sale = {
  readonly agent: Staff;
  readonly session: Pick<CashSession, 'sessionId'>;
  readonly order: Order;
  readonly saleNo: number;
  readonly tenderedMinor?: number;
  readonly deviceId?: string;
  readonly key?: string;
};

/** Takes cash for an order; the answer is as the client gets it. */
export async function sell({ agent, session, order, saleNo, tenderedMinor, deviceId = till, key = newId() }: Sale) {
  return await agent.client(takeCash, {
    params: { sessionId: session.sessionId },
    body: { orderId: order.orderId, tenderedMinor: tenderedMinor ?? order.total.amountMinor, deviceId, saleNo },
    idempotencyKey: key,
  });
}

/** Closes a session; the answer is as the client gets it. */
export async function closeWith(
  agent: Staff,
  session: Pick<CashSession, 'sessionId' | 'currency'>,
  { countedMinor, sales }: { readonly countedMinor: number; readonly sales: number },
) {
  return await agent.client(closeCashSession, {
    params: { sessionId: session.sessionId },
    body: { count: countOf(countedMinor, session.currency), devices: [{ deviceId: till, sales }] },
  });
}

/** An amount as somebody counts it: in the smallest pieces there are. */
export function countOf(amountMinor: number, currency = 'RWF'): { valueMinor: number; pieces: number }[] {
  const unit = currency === 'KES' ? 100 : 1;
  return amountMinor === 0 ? [] : [{ valueMinor: unit, pieces: amountMinor / unit }];
}

export function valueOf<Value>(
  answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: string },
): Value {
  if (!answer.ok) throw new Error(`refused with ${answer.code}`);
  return answer.value;
}

async function sumsOf(bed: Testbed): Promise<Record<string, number>> {
  const rows = await bed.admin<{ name: string; sum: string }>(
    `select concat_ws(' ', account, nullif(method, '')) as name, sum(amount_minor) as sum
       from payment.ledger_entries group by 1 having sum(amount_minor) <> 0 order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, sum }) => [name, Number(sum)]));
}

/** What is written down, and a way to falsify it. */
function booksOf(bed: Testbed): Pick<CashDesk, 'sums' | 'drawerOf' | 'found' | 'force'> {
  return {
    sums: async () => await sumsOf(bed),
    drawerOf: async (sessionId) => {
      const [row] = await bed.admin<{ sum: string }>(
        `select coalesce(sum(amount_minor), 0) as sum from payment.ledger_entries where drawer_id = $1`,
        [sessionId],
      );
      return Number(row?.sum);
    },
    found: async (...orderIds) =>
      await transaction(bed.deps.db, asService, async (tx) =>
        (await inspect(tx, { orderIds: [...orderIds, platformId], tripIds: [] })).map(
          ({ kind, subject }) => `${kind} of ${subject}`,
        ),
      ),
    force: async (statements) =>
      void (await bed.admin(
        `begin; set local search_path = payment; set local session_replication_role = replica; ${statements}; commit`,
      )),
  };
}
