import { timingSafeEqual } from 'node:crypto';
import type { momoCallbackPut, mpesaCallback, PaymentMethod, paypalCallback } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, violatedUnique, type RequestOf } from '@safiri/runtime';
import { hurryAttempt } from '../attempts/attempt-queries.ts';
import type { Ctx } from '../context.ts';
import type { Callback, CallbackNews } from '../providers/provider-callback.ts';
import { hurryRefund } from '../refunds/refund-queries.ts';
import { callbackSecretOf } from './callback-secret.ts';
import { callbackForged, callbackUnclear, callbackUnknown } from '../telemetry.ts';

type Request = Pick<RequestOf<typeof paypalCallback>, 'headers' | 'body' | 'address'>;
type SecretRequest = Request & {
  readonly params: RequestOf<typeof momoCallbackPut>['params'] & Partial<RequestOf<typeof mpesaCallback>['params']>;
};

/** Of a company that signs nothing: only its address, made for one request, shows that it may be the company. */
export async function takeSecretCallback(ctx: Ctx, method: PaymentMethod, request: SecretRequest): Promise<undefined> {
  const { secret, referenceId, about } = request.params;
  if (!isOurs(secret, callbackSecretOf(ctx.config.callbackSecret, referenceId))) {
    callbackForged(ctx.log, { method, reference: referenceId, detail: 'wrong secret' });
    throw nothingHere();
  }
  return await take(ctx, method, { ...request, reference: referenceId, about });
}

/** Of a company that signs what it says. */
export async function takeCallback(ctx: Ctx, method: PaymentMethod, request: Request): Promise<undefined> {
  return await take(ctx, method, { ...request, reference: undefined });
}

/**
 * A payment company says that something was decided. Whatever it says, the attempt or refund becomes due and its status is
 * asked for. A reference that we do not know is taken too, since a refused callback may close the way for all.
 */
async function take(
  ctx: Ctx,
  method: PaymentMethod,
  { headers, body, address, reference, about }: Callback,
): Promise<undefined> {
  const provider = ctx.providers.get(method);
  if (provider === undefined) throw nothingHere();
  const reading = await provider.readCallback({ reference, about, headers, body, address });
  if (reading.kind === 'heard') return await follow(ctx, method, reading.news);
  if (reading.kind === 'other') return undefined;
  if (reading.kind === 'unclear') {
    callbackUnclear(ctx.log, { method, reference, detail: reading.detail });
    throw new DomainError('UNAVAILABLE', 'This cannot be taken now. Send it again later.', { retryAfter: 60 });
  }
  callbackForged(ctx.log, { method, reference, detail: reading.detail });
  throw nothingHere();
}

async function follow(ctx: Ctx, method: PaymentMethod, news: CallbackNews): Promise<undefined> {
  const { about, reference } = news;
  const hint = { method, reference, handle: news.handle, told: news.told, now: ctx.clock.now() };
  const hurry = about === 'payment' ? hurryAttempt : hurryRefund;
  try {
    const { known } = await transaction(ctx.db, asService, async (tx) => await hurry(tx, hint));
    if (!known) callbackUnknown(ctx.log, { method, reference });
  } catch (error) {
    if (violatedUnique(error) !== 'attempts_provider_handle') throw error;
    callbackForged(ctx.log, { method, reference, detail: 'names what belongs to another payment' });
  }
  return undefined;
}

/** The words of an address that does not exist: a guess learns nothing. */
function nothingHere(): DomainError {
  return new DomainError('NOT_FOUND', 'There is nothing at this address.');
}

/** In a time that tells nothing of where they differ. */
function isOurs(given: string, secret: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(secret)];
  return left.length === right.length && timingSafeEqual(left, right);
}
