import { sql } from 'kysely';
import type { Attempt } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertAttempt, type AttemptRow, type NewAttempt } from './attempt-queries.ts';
import { findByKey, listByOrder, type KeyUse } from './attempt-views.ts';

export type Claimed = { readonly kind: 'claimed'; readonly attempt: AttemptRow };
export type Repeated = { readonly kind: 'repeated'; readonly attempt: Attempt };
/** The order has an attempt already, which may be the caller's own. */
export type Taken = { readonly kind: 'taken'; readonly by: Attempt | undefined; readonly refusal: DomainError };

/** Whoever has just claimed a key commits within milliseconds; one who has not after this long cannot be waited for. */
const patienceMilliseconds = 1_000;

/** Makes the attempt's row, unless the key was used: then what it was used for. One key makes one attempt, an order has one at a time. */
export async function claimAttempt(ctx: Ctx, wanted: NewAttempt): Promise<Claimed | Repeated | Taken> {
  try {
    return await transaction(ctx.db, { kind: 'passenger', id: wanted.callerId }, async (tx) => {
      await sql`select set_config('lock_timeout', ${String(patienceMilliseconds)}, true)`.execute(tx);
      const attempt = await insertAttempt(tx, wanted);
      if (attempt !== undefined) return { kind: 'claimed', attempt };
      const before = await findByKey(tx, wanted.callerId, wanted.idempotencyKey);
      if (before === undefined) return await takenBy(tx, wanted.orderId);
      return { kind: 'repeated', attempt: sameAttempt(before, wanted.fingerprint) };
    });
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new DomainError(
      'REQUEST_IN_FLIGHT',
      'This payment is being started at this very moment. Repeat the request with the same key.',
      { retryAfter: 1 },
    );
  }
}

/** The attempt of a repeated request. The same key with another request is refused. */
export function sameAttempt(before: KeyUse, fingerprint: string): Attempt {
  if (before.fingerprint === fingerprint) return before.attempt;
  throw new DomainError(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key belongs to another payment. Make a new one for each intent to pay.',
    {
      field: '/headers/idempotency-key',
    },
  );
}

/** Why there is no room for another attempt. Row-level security keeps another payer's attempt out of the answer. */
export async function takenBy(tx: Tx, orderId: string): Promise<Taken> {
  const by = (await listByOrder(tx, orderId, 1))[0];
  const refusal =
    by?.status === 'succeeded'
      ? new DomainError('ORDER_NOT_OPEN', 'This order is paid already.')
      : new DomainError(
          'PAYMENT_IN_PROGRESS',
          'Another payment of this order is still open. Wait for its outcome.',
          by === undefined ? {} : { attemptId: by.attemptId, method: by.method },
        );
  return { kind: 'taken', by, refusal };
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
