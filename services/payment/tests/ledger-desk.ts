import { inject } from 'vitest';
import { bookingConfirmed, refundDue, type PayloadOf } from '@safiri/contracts';
import { newId, type Money } from '@safiri/kernel';
import { asService, transaction, type Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import type { Ctx } from '../src/context.ts';
import { createPayment, type PaymentConfig } from '../src/index.ts';
import { postPaid } from '../src/ledger/post-payments.ts';
import { findAttempt } from '../src/attempts/attempt-queries.ts';
import { sealingOfTests } from './sealing-of-tests.ts';

export type Booking = PayloadOf<typeof bookingConfirmed>;
export type Due = PayloadOf<typeof refundDue>;

/** A payment service that hears of bookings and refunds, without a payment company. */
export type LedgerDesk = {
  readonly bed: Testbed;
  readonly payment: Service;
  readonly ctx: Ctx;
  served(): ReturnType<Testbed['serve']>;
  /** An order whose attempt succeeded as the use case leaves it: rows, changes and entries. */
  paid(amountMinor?: number): Promise<{ readonly orderId: string; readonly attemptId: string }>;
  hearBooking(booking: Booking): Promise<void>;
  hearRefundDue(due: Due): Promise<void>;
  /** Sums by account and company, those of nothing left out: 'clearing mtn-momo': 5000 … */
  sums(orderId?: string): Promise<Record<string, number>>;
  /** Runs statements as nobody could: past triggers and rights. */
  force(statements: string): Promise<void>;
  close(): Promise<void>;
};

/** No payment company is configured: the ledger does not ask them. */
export const configOfLedger: PaymentConfig = {
  callbackSecret: 'secret-of-callbacks-0123456789',
  publicUrl: 'https://safiri.example',
  commissionBasisPoints: 1_000,
  fourEyesAbove: new Map([['RWF', 10_000]]),
  sealing: sealingOfTests,
  momo: undefined,
  mpesa: undefined,
  paypal: undefined,
  card: undefined,
};

export async function openLedgerDesk(): Promise<LedgerDesk> {
  const bed = await openTestbed({ service: 'payment', postgres: inject('postgres') });
  const payment = createPayment({ ...bed.deps, config: configOfLedger });
  const ctx: Ctx = { ...bed.deps, config: configOfLedger, providers: new Map() };
  let served: ReturnType<Testbed['serve']> | undefined;
  return {
    bed,
    payment,
    ctx,
    served: async () => await (served ??= bed.serve(payment)),
    paid: async (amountMinor = 5_000) => {
      const order = { orderId: newId(), attemptId: newId() };
      await bed.admin(attemptRows({ ...order, amountMinor }));
      await transaction(bed.deps.db, asService, async (tx) => {
        const attempt = await findAttempt(tx, order);
        if (attempt !== undefined) await postPaid(tx, attempt);
      });
      return order;
    },
    hearBooking: async (booking) => void (await bed.hear(payment, bookingConfirmed, booking)),
    hearRefundDue: async (due) => void (await bed.hear(payment, refundDue, due)),
    sums: async (orderId) => await sumsOf(bed, orderId ?? null),
    force: async (statements) =>
      void (await bed.admin(
        `begin; set local search_path = payment; set local session_replication_role = replica; ${statements}; commit`,
      )),
    close: async () => await bed.close(),
  };
}

function attemptRows(attempt: { orderId: string; attemptId: string; amountMinor: number }): string {
  return `
    begin; set local search_path = payment;
    insert into attempts (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency,
                          order_reference, provider_reference, status, cause, created_at, last_sent_at)
    values ('${attempt.orderId}', '${attempt.attemptId}', gen_random_uuid(), 'key', 'f', 'mtn-momo', '+250788123456', ${attempt.amountMinor}, 'RWF',
            '${attempt.orderId.slice(-12)}', gen_random_uuid(), 'created', 'asked', now(), now());
    update attempts set status = 'succeeded', version = 2, provider_transaction_id = 'tx-' || attempt_id, settled_at = now()
     where attempt_id = '${attempt.attemptId}';
    commit`;
}

async function sumsOf(bed: Testbed, orderId: string | null): Promise<Record<string, number>> {
  const rows = await bed.admin<{ name: string; sum: string }>(
    `select concat_ws(' ', account, nullif(method, ''), nullif(company_id::text, '00000000-0000-0000-0000-000000000000')) as name, sum(amount_minor) as sum
       from payment.ledger_entries where $1::uuid is null or order_id = $1 group by 1 having sum(amount_minor) <> 0 order by 1`,
    [orderId],
  );
  return Object.fromEntries(rows.map(({ name, sum }) => [name, Number(sum)]));
}

const contact = { phone: '+250788123456', email: null };

/** A booking of seats of some companies, as ticketing tells it. */
export function bookingOf(orderId: string, parts: readonly { companyId: string; amountMinor: number }[]): Booking {
  const shares = parts.map(({ companyId, amountMinor }) => ({ companyId, amount: rwf(amountMinor), seats: 1 }));
  return {
    orderId,
    version: 3,
    reference: 'R',
    ownerId: newId(),
    companyIds: shares.map((share) => share.companyId),
    total: rwf(parts.reduce((sum, part) => sum + part.amountMinor, 0)),
    shares,
    contact,
    locale: 'en',
    link: 'a22characterslongtoken',
    journeys: [],
  };
}

/** A refund of what a booking brought, or of money that bought nothing. */
export function dueOf(
  order: { readonly orderId: string; readonly attemptId: string },
  amountMinor: number,
  parts: readonly { companyId: string; amountMinor: number }[] = [],
): Due {
  const shares = parts.map((part) => ({ companyId: part.companyId, amount: rwf(part.amountMinor), seats: 1 }));
  return {
    ...order,
    refundId: newId(),
    version: 4,
    amount: rwf(amountMinor),
    ...(parts.length === 0 ? {} : { shares }),
    cause: parts.length === 0 ? 'seats-gone' : 'trip-cancelled',
    reference: 'R',
    contact,
    locale: 'en',
  };
}

export function rwf(amountMinor: number): Money {
  return { amountMinor, currency: 'RWF' };
}
