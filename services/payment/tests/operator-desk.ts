import { expect } from 'vitest';
import { decideAttempt, decideRefund, lookAtDecision, refundDue } from '@safiri/contracts';
import { newId, type Money } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import type { Client } from '@safiri/testkit';
import { inspect } from '../src/audit/inspect.ts';
import { startLyingMomo, type LyingMomo } from './lying-momo.ts';
import { openPayDesk, type Order, type PayDesk } from './pay-desk.ts';

export type Held = {
  readonly order: Order;
  readonly attemptId: string;
  readonly by: Awaited<ReturnType<PayDesk['passenger']>>;
};
type OfRefund = { readonly orderId: string; readonly refundId: string; readonly amount: Money };
export type AttemptAction = 'accept' | 'give-back' | 'nothing-came';

/** A payment service whose payment company says what a test tells it, and the platform's people who decide. */
export type OperatorDesk = {
  readonly desk: PayDesk;
  readonly momo: LyingMomo;
  operator(): Client;
  /** An attempt that is held because the company said something else than was asked for. */
  held(said?: object, total?: Money): Promise<Held>;
  /** An attempt that was told as failed. */
  failed(): Promise<Held>;
  /** A refund of a payment that the company refused as often as it was tried. */
  failedRefund(): Promise<OfRefund>;
  /** A refund of which the company says that it gave another amount back. */
  heldRefund(paidBackMinor: number): Promise<OfRefund>;
  /** Says something of the refunds of an order, or of its attempt, and lets time pass. */
  sayOfRefund(orderId: string, status: 'SUCCESSFUL' | 'FAILED', amount: Money): Promise<void>;
  refundOf(
    orderId: string,
  ): Promise<{ readonly status: string; readonly tries: number; readonly provider_reference: string }>;
  attemptOf(attemptId: string): Promise<{ readonly status: string; readonly reason: string | null }>;
  sums(orderId: string): Promise<Record<string, number>>;
  violations(orderId: string): Promise<string[]>;
  close(): Promise<void>;
};

const payer = '+250788123456';
const dueToPayer = {
  version: 1,
  cause: 'seats-gone',
  contact: { phone: payer, email: null },
  locale: 'en',
} as const;
let transactions = 0;

function said(status: string, order: Order, changes: object): { status: number; body: object } {
  transactions += 1;
  const { amountMinor: amount, currency } = order.total;
  const body = {
    status,
    financialTransactionId: `said-${transactions}`,
    externalId: order.reference,
    amount,
    currency,
  };
  return { status: 200, body: { ...body, ...changes } };
}

export async function openOperatorDesk(): Promise<OperatorDesk> {
  const momo = await startLyingMomo();
  const desk = await openPayDesk({ callbacks: false, momo: { baseUrl: momo.address } });
  const { bed } = desk;
  const ended = async (status: string, changes: object, total?: Money): Promise<Held> => {
    const { order, by, attempt } = await desk.started(payer, total);
    const [row] = await bed.admin<{ provider_reference: string }>(
      'select provider_reference from payment.attempts where attempt_id = $1',
      [attempt.attemptId],
    );
    momo.states.set(row?.provider_reference ?? '', said(status, order, changes));
    await desk.pass(2);
    return { order, by, attemptId: attempt.attemptId };
  };
  const rows = rowsOf(bed);
  const sayOfRefund: OperatorDesk['sayOfRefund'] = async (orderId, status, amount) => {
    const { provider_reference: reference } = await rows.refundOf(orderId);
    transactions += 1;
    const body = {
      status,
      financialTransactionId: `back-${transactions}`,
      amount: amount.amountMinor,
      currency: amount.currency,
    };
    momo.states.set(reference, { status: 200, body });
    await desk.pass(43_200);
  };
  return {
    desk,
    momo,
    operator: () => operatorAt(desk),
    held: async (changes = { externalId: 'SOMEBODY-ELSES' }, total) => await ended('SUCCESSFUL', changes, total),
    failed: async () => await ended('FAILED', { financialTransactionId: undefined }),
    failedRefund: async () => {
      const refund = await dueRefundOf(desk, await ended('SUCCESSFUL', {}));
      // As after five failures: they take fifteen hours, which refunds.test.ts lets pass.
      await bed.admin('update payment.refunds set tries = 6 where refund_id = $1', [refund.refundId]);
      await sayOfRefund(refund.orderId, 'FAILED', refund.amount);
      expect(await rows.refundOf(refund.orderId)).toMatchObject({ status: 'failed', tries: 6 });
      return refund;
    },
    heldRefund: async (paidBackMinor) => {
      const refund = await dueRefundOf(desk, await ended('SUCCESSFUL', {}));
      await sayOfRefund(refund.orderId, 'SUCCESSFUL', { ...refund.amount, amountMinor: paidBackMinor });
      expect(await rows.refundOf(refund.orderId)).toMatchObject({ status: 'pending' });
      return refund;
    },
    sayOfRefund,
    ...rows,
    close: async () => {
      await desk.close();
      momo.close();
    },
  };
}

/** Lets all of a payment be owed back, and asked for. */
async function dueRefundOf(desk: PayDesk, { order, attemptId }: Held): Promise<OfRefund> {
  const { orderId, total: amount, reference } = order;
  const refundId = newId();
  const due = { orderId, refundId, attemptId, amount, reference, ...dueToPayer };
  await desk.bed.hear(desk.payment, refundDue, due);
  await desk.settle();
  return { orderId, refundId, amount };
}

/** Tests let days pass, and tokens last for hours: each call has a new one. */
function operatorAt({ served, bed }: PayDesk): Client {
  const id = newId();
  return async (operation, input) => await served.as(await bed.tokens.staff('super-admin', null, id))(operation, input);
}

/** How things stand in the tables. */
function rowsOf(bed: PayDesk['bed']): Pick<OperatorDesk, 'refundOf' | 'attemptOf' | 'sums' | 'violations'> {
  return {
    refundOf: async (orderId) => {
      const [row] = await bed.admin<{ status: string; tries: number; provider_reference: string }>(
        'select status, tries, provider_reference from payment.refunds where order_id = $1',
        [orderId],
      );
      return row ?? expect.fail('there is no refund');
    },
    attemptOf: async (attemptId) => {
      const [row] = await bed.admin<{ status: string; reason: string | null }>(
        'select status, reason from payment.attempts where attempt_id = $1',
        [attemptId],
      );
      return row ?? expect.fail('there is no attempt');
    },
    sums: async (orderId) => {
      const rows = await bed.admin<{ account: string; sum: string }>(
        'select account, sum(amount_minor) as sum from payment.ledger_entries where order_id = $1 group by 1 having sum(amount_minor) <> 0 order by 1',
        [orderId],
      );
      return Object.fromEntries(rows.map(({ account, sum }) => [account, Number(sum)]));
    },
    violations: async (orderId) => {
      const scope = { orderIds: [orderId], tripIds: [] };
      const found = await transaction(bed.deps.db, asService, async (tx) => await inspect(tx, scope));
      // Money that was confirmed waits for its booking, which no test here tells of.
      return found.map(({ kind }) => kind).filter((kind) => kind !== 'money-not-applied');
    },
  };
}

export async function decideOf(
  call: Client,
  { order, attemptId }: Held,
  decision:
    | AttemptAction
    | { readonly action: AttemptAction; readonly amount?: Money; readonly key?: string; readonly reason?: string },
) {
  const given = typeof decision === 'string' ? { action: decision } : decision;
  const { action, amount = order.total, key = newId(), reason = 'the bank says so' } = given;
  return await call(decideAttempt, {
    params: { orderId: order.orderId, attemptId },
    body: { action, amount, reason },
    idempotencyKey: key,
  });
}

export async function decideOfRefund(
  call: Client,
  refund: OfRefund & { readonly key?: string; readonly paidBackMinor?: number },
  reference?: string,
) {
  const { orderId, refundId, amount, key = newId(), paidBackMinor } = refund;
  const why = { amount, reason: 'the payer wrote to us' };
  const about = { params: { orderId, refundId }, idempotencyKey: key };
  if (reference === undefined) return await call(decideRefund, { ...about, body: { action: 'try-again', ...why } });
  const paidBack = paidBackMinor === undefined ? {} : { paidBackMinor };
  return await call(decideRefund, { ...about, body: { action: 'settled-by-hand', ...why, reference, ...paidBack } });
}

export async function lookAt(call: Client, decisionId: string, verdict: 'approved' | 'refused' = 'approved') {
  return await call(lookAtDecision, { params: { decisionId }, body: { verdict, reason: 'I called the bank' } });
}
