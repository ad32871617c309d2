import { sql } from 'kysely';
import type { AttemptMethod, AttemptStatus, PaymentMethod } from '@safiri/contracts';
import { currentTrace, type Tx } from '@safiri/runtime';
import type { Told } from '../providers/payment-provider.ts';

/** An attempt as the work on it needs it. */
export type AttemptRow = {
  readonly orderId: string;
  readonly attemptId: string;
  readonly version: number;
  readonly callerId: string;
  readonly method: AttemptMethod;
  /** Null where the method asks nobody's phone. */
  readonly payerPhone: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly orderReference: string;
  readonly providerReference: string;
  /** What the company calls it; null until it was heard. */
  readonly providerHandle: string | null;
  readonly providerTold: Told | null;
  /** The company's id of the money that came. */
  readonly providerTransactionId: string | null;
  readonly status: AttemptStatus;
  readonly heldBecause: string | null;
  readonly checks: number;
  readonly createdAt: Date;
  readonly lastSentAt: Date;
  readonly nextCheckAt: Date | null;
  readonly givenUpAt: Date | null;
  readonly settledAt: Date | null;
  /** In which trace it was begun. */
  readonly trace: string | null;
};

const columns = sql`
  a.order_id as "orderId", a.attempt_id as "attemptId", a.version, a.caller_id as "callerId", a.method,
  a.payer_phone as "payerPhone", a.amount_minor as "amountMinor", a.currency, a.order_reference as "orderReference",
  a.provider_reference as "providerReference", a.provider_handle as "providerHandle", a.provider_told as "providerTold",
  a.provider_transaction_id as "providerTransactionId", a.status, a.held_because as "heldBecause", a.checks,
  a.created_at as "createdAt", a.last_sent_at as "lastSentAt", a.next_check_at as "nextCheckAt",
  a.given_up_at as "givenUpAt", a.settled_at as "settledAt", a.trace`;

export type NewAttempt = Pick<
  AttemptRow,
  | 'orderId'
  | 'attemptId'
  | 'callerId'
  | 'method'
  | 'payerPhone'
  | 'amountMinor'
  | 'currency'
  | 'orderReference'
  | 'providerReference'
> & {
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly now: Date;
  /** When another process takes over if this one is gone. */
  readonly nextCheckAt: Date;
};

/** Undefined when the key was used before or the order has an attempt that has not failed. */
export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    insert into attempts as a (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency,
                               order_reference, provider_reference, status, cause, created_at, last_sent_at, next_check_at, trace)
    values (${attempt.orderId}, ${attempt.attemptId}, ${attempt.callerId}, ${attempt.idempotencyKey}, ${attempt.fingerprint}, ${attempt.method},
            ${attempt.payerPhone}, ${attempt.amountMinor}, ${attempt.currency}, ${attempt.orderReference}, ${attempt.providerReference},
            'created', 'asked', ${attempt.now}, ${attempt.now}, ${attempt.nextCheckAt}, ${currentTrace()})
    on conflict do nothing
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function findAttempt(
  tx: Tx,
  { orderId, attemptId }: Pick<AttemptRow, 'orderId' | 'attemptId'>,
): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    select ${columns} from attempts a where a.order_id = ${orderId} and a.attempt_id = ${attemptId}`.execute(tx);
  return rows[0];
}

/** Takes attempts whose status is due, the longest due first; until the lease is over no other process takes them. */
export async function claimDueAttempts(
  tx: Tx,
  claim: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    with due as materialized (
      select order_id, attempt_id from attempts where next_check_at <= ${claim.now}
       order by next_check_at limit ${claim.limit} for update skip locked)
    update attempts a set next_check_at = ${claim.leaseUntil}
      from due where a.order_id = due.order_id and a.attempt_id = due.attempt_id
    returning ${columns}`.execute(tx);
  return rows;
}

/** Notes once that the payer wants it no more, and takes it to be checked; undefined when it was noted before, is over, or is a person's. */
export async function markGivenUp(
  tx: Tx,
  { orderId, attemptId }: Pick<AttemptRow, 'orderId' | 'attemptId'>,
  at: { readonly now: Date; readonly leaseUntil: Date },
): Promise<AttemptRow | undefined> {
  const { rows } = await sql<AttemptRow>`
    update attempts a set given_up_at = ${at.now}, next_check_at = ${at.leaseUntil}
     where a.order_id = ${orderId} and a.attempt_id = ${attemptId} and a.given_up_at is null and a.next_check_at is not null
    returning ${columns}`.execute(tx);
  return rows[0];
}

/** Notes that the payment company is about to be asked again. False when the attempt is over, a person's, or taken up by another process. */
export async function markSending(tx: Tx, attempt: AttemptRow, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update attempts set last_sent_at = ${now}
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId} and next_check_at = ${attempt.nextCheckAt}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** The request just sent was surely not taken: when it was sent is as it was before. */
export async function forgetSending(tx: Tx, attempt: AttemptRow, earlierAt: Date): Promise<void> {
  await sql`
    update attempts set last_sent_at = ${earlierAt}
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId} and last_sent_at = ${attempt.lastSentAt}`.execute(
    tx,
  );
}

/** Keeps what the company calls an attempt and where its payer approves, each as it was heard first. */
export async function learnOfAttempt(
  tx: Tx,
  attempt: AttemptRow,
  { handle, approveUrl }: { readonly handle?: string | undefined; readonly approveUrl?: string | undefined },
): Promise<void> {
  if (handle === undefined && approveUrl === undefined) return;
  await sql`
    update attempts set provider_handle = coalesce(provider_handle, ${handle ?? null}), approve_url = coalesce(approve_url, ${approveUrl ?? null})
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId}`.execute(tx);
}

/** Lets the status of an attempt be asked for now; false when it is over, or a person's. */
export async function makeDue(
  tx: Tx,
  { orderId, attemptId }: Pick<AttemptRow, 'orderId' | 'attemptId'>,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update attempts set next_check_at = least(next_check_at, ${now})
     where order_id = ${orderId} and attempt_id = ${attemptId} and next_check_at is not null`.execute(tx);
  return numAffectedRows === 1n;
}

/** What a callback said of an attempt, or of a refund. */
export type Hint = {
  readonly method: PaymentMethod;
  readonly reference: string;
  readonly handle: string | undefined;
  readonly told: Told | undefined;
  readonly now: Date;
};

/**
 * Keeps what a callback said and makes the attempt due now. `known` is false when no attempt has that reference. One that is over
 * rests, and learns only what it did not know, such as the receipt of money that a query found without one.
 */
export async function hurryAttempt(tx: Tx, hint: Hint): Promise<{ readonly known: boolean }> {
  const told = sql`${toldText(hint)}::jsonb`;
  const { rows } = await sql<{ known: boolean }>`
    with known as (
      select order_id, attempt_id from attempts where method = ${hint.method} and provider_reference = ${hint.reference}),
    hurried as (
      update attempts a
         set provider_handle = coalesce(a.provider_handle, ${hint.handle ?? null}),
             provider_told = coalesce(case when a.settled_at is null then a.provider_told || ${told} else ${told} || a.provider_told end,
                                      ${told}, a.provider_told),
             next_check_at = case when a.next_check_at is not null then least(a.next_check_at, ${hint.now}) end
        from known where a.order_id = known.order_id and a.attempt_id = known.attempt_id
         and (a.next_check_at is not null or ${told} is not null))
    select exists (select from known) as known`.execute(tx);
  return { known: rows[0]?.known === true };
}

export function toldText({ told }: Hint): string | null {
  return told === undefined ? null : JSON.stringify(told);
}
