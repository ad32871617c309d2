import { createHash, randomUUID } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { Value } from 'typebox/value';
import { asksByPhone, Phone, type Attempt, type createAttempt } from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { leaseSeconds, secondsAfter } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import type { PaymentProvider } from '../providers/payment-provider.ts';
import { attemptCreated, attemptResumed } from '../telemetry.ts';
import { findByKey, type KeyUse } from './attempt-views.ts';
import { findGivenAnswer, keepGivenAnswer, type GivenAnswer } from './given-answers.ts';
import { claimAttempt, sameAttempt } from './claim-attempt.ts';
import { makeDue, type NewAttempt } from './attempt-queries.ts';
import { getPayable } from './payable-order.ts';
import { sendAttempt } from './send-attempt.ts';

type Request = RequestOf<typeof createAttempt>;

/**
 * Asks for the amount of an order, on the payer's phone or on a page of the payment company, once per key: a repeated request is answered with its attempt as it
 * stands. The row is committed before the payment company is asked; from then on the attempt finds its outcome by itself.
 */
export async function startAttempt(ctx: Ctx, request: Request): Promise<Attempt> {
  const { actor, body, idempotencyKey } = request;
  const fingerprint = fingerprintOf(body);
  const before = await findBefore(ctx, { callerId: actor.subjectId, idempotencyKey });
  if (before !== undefined) return sameAttempt(before, fingerprint);

  const claim = await claimAttempt(ctx, await readIntent(ctx, request, fingerprint));
  if (claim.kind === 'repeated') return claim.attempt;
  if (claim.kind === 'taken') {
    if (claim.by !== undefined) await resumeAttempt(ctx, claim.by);
    throw claim.refusal;
  }
  attemptCreated(ctx.log, claim.attempt);
  await sendAttempt(ctx, claim.attempt, null);

  const started = await findOwn(ctx, actor.subjectId, idempotencyKey);
  if (started === undefined) throw new Error('Bug: an attempt that was just made is not there');
  return started.attempt;
}

/** Who presses again heard or saw nothing of the first: it is asked for at once, and what of it never arrived is sent again. */
async function resumeAttempt(ctx: Ctx, attempt: Attempt): Promise<void> {
  const resumed = await transaction(ctx.db, asService, async (tx) => await makeDue(tx, attempt, ctx.clock.now()));
  if (resumed) attemptResumed(ctx.log, attempt);
}

/** What is to be paid, by whom, to which order; refused unless the order is open and the method takes its currency. */
async function readIntent(ctx: Ctx, request: Request, fingerprint: string): Promise<NewAttempt> {
  const { actor, body, idempotencyKey } = request;
  const provider = ctx.providers.get(body.method);
  if (provider === undefined)
    throw new DomainError('METHOD_NOT_AVAILABLE', 'This way to pay is not offered here.', { field: '/body/method' });
  const payerPhone = asksByPhone(body.method) ? readPhone(body.payerPhone) : null;
  const { reference, total } = await getPayable(ctx, body.orderId, { payerId: actor.subjectId, causedBy: request });
  refuseUntaken(provider, total);
  const now = ctx.clock.now();
  return {
    orderId: body.orderId,
    attemptId: newId(),
    callerId: actor.subjectId,
    idempotencyKey,
    fingerprint,
    method: body.method,
    payerPhone,
    amountMinor: total.amountMinor,
    currency: total.currency,
    orderReference: reference,
    providerReference: randomUUID(),
    now,
    nextCheckAt: secondsAfter(now, leaseSeconds),
  };
}

function refuseUntaken(
  provider: PaymentProvider,
  total: { readonly amountMinor: number; readonly currency: string },
): void {
  if (provider.currencies.includes(total.currency) && total.amountMinor > 0) return;
  throw new DomainError(
    'METHOD_NOT_AVAILABLE',
    `This way to pay does not take ${total.currency} ${total.amountMinor === 0 ? 'amounts of nothing' : 'payments'}.`,
    { field: '/body/method' },
  );
}

/** The number as it is dialled: without the zero that people keep behind the country code. */
function readPhone(given: string | undefined): string {
  const parsed = parsePhoneNumberFromString(given ?? '');
  // Without that zero a number may be shorter than any phone number is.
  if (parsed?.isPossible() === true && Value.Check(Phone, parsed.number)) return parsed.number;
  throw new DomainError('VALIDATION_FAILED', 'This way to pay needs a phone number, and this is none.', {
    field: '/body/payerPhone',
  });
}

async function findBefore(ctx: Ctx, given: GivenAnswer): Promise<KeyUse | undefined> {
  const answered = await findGivenAnswer(ctx, given);
  if (answered !== undefined) return answered;
  const before = await findOwn(ctx, given.callerId, given.idempotencyKey);
  if (before !== undefined) await keepGivenAnswer(ctx, given, before);
  return before;
}

async function findOwn(ctx: Ctx, callerId: string, idempotencyKey: string): Promise<KeyUse | undefined> {
  return await transaction(
    ctx.db,
    { kind: 'passenger', id: callerId },
    async (tx) => await findByKey(tx, callerId, idempotencyKey),
  );
}

function fingerprintOf(body: Request['body']): string {
  return createHash('sha256')
    .update(JSON.stringify([body.orderId, body.method, body.payerPhone]))
    .digest('base64url');
}
