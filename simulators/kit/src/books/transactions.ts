import { assert } from '@safiri/kernel';
import type { Reader, Writer } from './open-books.ts';
import { oneOf, text, textIfAny, texts, wholeNumber, wholeNumberIfAny, type Row } from './rows.ts';

export const statuses = ['PENDING', 'SUCCESSFUL', 'FAILED'] as const;
export type Status = (typeof statuses)[number];

/** How a transaction ends: this, or the company's word for why it failed. */
export const successful = 'SUCCESSFUL';

/** A charge (somebody pays the merchant) or a refund (the merchant gives back), as the books know it. */
export type Transaction = {
  position: number;
  /** What the caller or the company named it; once ever. */
  referenceId: string;
  kind: 'charge' | 'refund';
  caller: string;
  externalId: string;
  amountMinor: number;
  currency: string;
  /** Number or address of the person: the payer of a charge, the payee of a refund. */
  party: string;
  fromOwner: string;
  toOwner: string;
  /** What only the company's own wire is interested in. */
  details: Readonly<Record<string, string>>;
  callbackUrl: string | undefined;
  callbackManner: string;
  /** The charge a refund gives back from; absent for a refund that the company ties to none. */
  chargeId: string | undefined;
  /** What a refund took of its charge's remainder and gives back when it fails. */
  reservedMinor: number;
  /** What refunds took of this charge. */
  refundedMinor: number;
  status: Status;
  reason: string | undefined;
  waitsForPerson: boolean;
  createdMillis: number;
  expiresMillis: number;
  dueMillis: number | undefined;
  dueOutcome: string | undefined;
  settledMillis: number | undefined;
};

export type NewTransaction = Omit<Transaction, 'position' | 'refundedMinor' | 'status' | 'reason' | 'settledMillis'>;

export function findTransaction(reader: Reader, referenceId: string): Transaction | undefined {
  const row = reader.find('select * from transactions where reference_id = ?', referenceId);
  return row === undefined ? undefined : readTransaction(row);
}

export function getTransaction(reader: Reader, referenceId: string): Transaction {
  const found = findTransaction(reader, referenceId);
  assert(found !== undefined, `the books hold ${referenceId}`);
  return found;
}

/** Writes a pending transaction; false when the reference id was used before. */
export function insertTransaction(tx: Writer, transaction: NewTransaction): boolean {
  const inserted = tx.run(
    `insert into transactions (reference_id, kind, caller, external_id, amount_minor, currency, party, from_owner, to_owner, details,
       callback_url, callback_manner, charge_id, reserved_minor, waits_for_person, created_millis, expires_millis, due_millis, due_outcome)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (reference_id) do nothing`,
    transaction.referenceId,
    transaction.kind,
    transaction.caller,
    transaction.externalId,
    transaction.amountMinor,
    transaction.currency,
    transaction.party,
    transaction.fromOwner,
    transaction.toOwner,
    JSON.stringify(transaction.details),
    transaction.callbackUrl ?? null,
    transaction.callbackManner,
    transaction.chargeId ?? null,
    transaction.reservedMinor,
    transaction.waitsForPerson ? 1 : 0,
    transaction.createdMillis,
    transaction.expiresMillis,
    transaction.dueMillis ?? null,
    transaction.dueOutcome ?? null,
  );
  return inserted === 1;
}

/** Ends a pending transaction; the caller moves the money in the same transaction of the books. */
export function closeTransaction(
  tx: Writer,
  referenceId: string,
  end: { status: Status; reason: string | undefined; atMillis: number },
): void {
  const closed = tx.run(
    `update transactions set status = ?, reason = ?, settled_millis = ?, due_millis = null, due_outcome = null
     where reference_id = ? and status = 'PENDING'`,
    end.status,
    end.reason ?? null,
    end.atMillis,
    referenceId,
  );
  assert(closed === 1, `${referenceId} was pending`);
}

/** Takes part of a charge for a refund; false when the charge has not succeeded or less than that is left of it. */
export function reserveRefund(tx: Writer, chargeId: string, amountMinor: number): boolean {
  return (
    tx.run(
      `update transactions set refunded_minor = refunded_minor + ?
     where reference_id = ? and kind = 'charge' and status = 'SUCCESSFUL' and refunded_minor + ? <= amount_minor`,
      amountMinor,
      chargeId,
      amountMinor,
    ) === 1
  );
}

/** Gives back what a failed refund had taken of its charge. */
export function releaseRefund(tx: Writer, chargeId: string, amountMinor: number): void {
  tx.run('update transactions set refunded_minor = refunded_minor - ? where reference_id = ?', amountMinor, chargeId);
}

/** Transactions whose decision is due, the oldest decision first. */
export function listDue(reader: Reader, nowMillis: number, limit: number): Transaction[] {
  return reader
    .list('select * from transactions where due_millis <= ? order by due_millis, position limit ?', nowMillis, limit)
    .map(readTransaction);
}

export function nextDueMillis(reader: Reader): number | undefined {
  const row = reader.find('select min(due_millis) as due_millis from transactions where due_millis is not null');
  return row === undefined ? undefined : wholeNumberIfAny(row, 'due_millis');
}

/** Prompts on somebody's phone, newest first; of one number when it is given. */
export function listPrompts(reader: Reader, party: string | undefined, limit: number): Transaction[] {
  return reader
    .list(
      `select * from transactions where kind = 'charge' and status = 'PENDING' and (?1 is null or party = ?1)
       order by position desc limit ?2`,
      party ?? null,
      limit,
    )
    .map(readTransaction);
}

/** Transactions of a kind in the order they were accepted, those after a position. */
export function listTransactions(
  reader: Reader,
  page: { kind: Transaction['kind']; afterPosition: number; limit: number },
): Transaction[] {
  return reader
    .list(
      'select * from transactions where kind = ? and position > ? order by position limit ?',
      page.kind,
      page.afterPosition,
      page.limit,
    )
    .map(readTransaction);
}

/** Transactions of a kind that carry this external id, in the order they were accepted. */
export function listByExternalId(
  reader: Reader,
  search: { kind: Transaction['kind']; externalId: string; limit: number },
): Transaction[] {
  return reader
    .list(
      'select * from transactions where external_id = ? and kind = ? order by position limit ?',
      search.externalId,
      search.kind,
      search.limit,
    )
    .map(readTransaction);
}

/** The newest transactions of both kinds that are no longer pending; of one number when it is given. */
export function listSettled(reader: Reader, party: string | undefined, limit: number): Transaction[] {
  const rows =
    party === undefined
      ? reader.list(`select * from transactions where status <> 'PENDING' order by position desc limit ?`, limit)
      : reader.list(
          `select * from transactions where party = ? and status <> 'PENDING' order by position desc limit ?`,
          party,
          limit,
        );
  return rows.map(readTransaction);
}

/** Charges that succeeded in a span of time, the earliest first: what a company's statement lists. */
export function listSettledCharges(
  reader: Reader,
  span: { fromMillis: number; untilMillis: number; skip: number; limit: number },
): Transaction[] {
  return reader
    .list(
      `select * from transactions where kind = 'charge' and status = 'SUCCESSFUL' and settled_millis between ? and ?
       order by settled_millis, position limit ? offset ?`,
      span.fromMillis,
      span.untilMillis,
      span.limit,
      span.skip,
    )
    .map(readTransaction);
}

/** The person has seen the prompt: from now on it waits for them until it expires, and no longer approves itself. */
export function leaveToPerson(tx: Writer, referenceId: string, expiredOutcome: string): void {
  tx.run(
    `update transactions set due_millis = expires_millis, due_outcome = ?
     where reference_id = ? and status = 'PENDING' and waits_for_person = 1`,
    expiredOutcome,
    referenceId,
  );
}

function readTransaction(row: Row): Transaction {
  return {
    position: wholeNumber(row, 'position'),
    referenceId: text(row, 'reference_id'),
    kind: oneOf(row, 'kind', ['charge', 'refund']),
    caller: text(row, 'caller'),
    externalId: text(row, 'external_id'),
    amountMinor: wholeNumber(row, 'amount_minor'),
    currency: text(row, 'currency'),
    party: text(row, 'party'),
    fromOwner: text(row, 'from_owner'),
    toOwner: text(row, 'to_owner'),
    details: texts(row, 'details'),
    callbackUrl: textIfAny(row, 'callback_url'),
    callbackManner: text(row, 'callback_manner'),
    chargeId: textIfAny(row, 'charge_id'),
    reservedMinor: wholeNumber(row, 'reserved_minor'),
    refundedMinor: wholeNumber(row, 'refunded_minor'),
    status: oneOf(row, 'status', statuses),
    reason: textIfAny(row, 'reason'),
    waitsForPerson: wholeNumber(row, 'waits_for_person') === 1,
    createdMillis: wholeNumber(row, 'created_millis'),
    expiresMillis: wholeNumber(row, 'expires_millis'),
    dueMillis: wholeNumberIfAny(row, 'due_millis'),
    dueOutcome: textIfAny(row, 'due_outcome'),
    settledMillis: wholeNumberIfAny(row, 'settled_millis'),
  };
}
