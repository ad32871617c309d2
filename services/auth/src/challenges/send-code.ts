import { randomInt } from 'node:crypto';
import { secretMessageDue, type Challenge, type SecretTemplate, type sendCode } from '@safiri/contracts';
import { assert, DomainError, newId } from '@safiri/kernel';
import { asService, publish, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { codeSent } from '../telemetry.ts';
import { takeTry } from '../tries/take-try.ts';
import { addressPlace, placeOf, type Caller } from '../tries/place.ts';
import { holderOf, subjectOf, type StoredChallenge } from './challenge.ts';
import { lockChallenge, setChallengeCode } from './challenge-queries.ts';
import { tellChallenge } from './open-challenge.ts';

/** A code with its sealed form, made before the transaction that sends it: sealing may have to ask for a key. */
export type PreparedCode = { readonly code: string; readonly sealed: string };

export async function prepareCode(ctx: Ctx): Promise<PreparedCode> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  return { code, sealed: await ctx.sealSecret({ code }) };
}

/** Seconds to wait before a code may be sent there; 0 when it is on its way with this transaction. */
export async function sendCodeOf(
  ctx: Ctx,
  tx: Tx,
  sending: { readonly stored: StoredChallenge; readonly prepared: PreparedCode; readonly caller: Caller },
): Promise<number> {
  const { stored, prepared, caller } = sending;
  const { identifier } = stored;
  assert(identifier !== null, 'a challenge that asks for a code knows where it goes');
  const place = await placeOf(tx, holderOf(stored), caller);
  const wait =
    (await takeTry(ctx, tx, { rule: 'codes-from-address', subject: addressPlace(caller), source: '' })) ||
    (await takeTry(ctx, tx, {
      rule: 'codes-sent',
      subject: subjectOf(stored),
      source: place.isKnown ? place.name : '',
    }));
  if (wait > 0) return wait;
  const template = templateOf(stored);
  // Nobody is told a code that would set the password of no account, so none is right.
  const code = template === 'reset-without-account' ? '' : prepared.code;
  await setChallengeCode(tx, stored.tokenHash, codeHashOf(ctx, stored.tokenHash, code));
  const messageId = newId();
  await publish(tx, secretMessageDue, {
    aggregateId: messageId,
    version: 1,
    payload: {
      messageId,
      channel: identifier.kind === 'phone' ? 'sms' : 'email',
      recipient: identifier.value,
      locale: stored.locale,
      template,
      sealed: prepared.sealed,
      until: stored.expiresAt.toISOString(),
    },
  });
  codeSent(ctx.log, { messageId, purpose: stored.purpose });
  return 0;
}

export function codeHashOf(ctx: Pick<Ctx, 'keyedHash'>, tokenHash: Buffer, code: string): Buffer {
  return ctx.keyedHash('code', tokenHash.toString('base64'), code);
}

/** The code of a challenge, or another in its place: of two codes the later one counts. */
export async function sendCodeAgain(ctx: Ctx, request: RequestOf<typeof sendCode>): Promise<Challenge> {
  const token = request.body.challengeToken;
  const prepared = await prepareCode(ctx);
  const sent = await transaction(ctx.db, asService, async (tx) => {
    const stored = await lockChallenge(tx, { tokenHash: hashOfToken(token), now: ctx.clock.now() });
    if (stored === undefined) throw challengeOver();
    if (!stored.factors.includes('code'))
      throw new DomainError('FACTOR_NOT_ASKED', 'This is not answered by a code that is sent.');
    const wait = await sendCodeOf(ctx, tx, { stored, prepared, caller: request });
    return wait > 0 ? wait : tellChallenge(ctx, { token, stored, isSent: true });
  });
  if (typeof sent === 'number') throw tooManyCodes(sent);
  return sent;
}

export function challengeOver(): DomainError {
  return new DomainError('CHALLENGE_OVER', 'This took too long, or was finished already. Begin again.');
}

export function tooManyCodes(retryAfter: number): DomainError {
  return new DomainError('TOO_MANY_CODES', 'Many codes were asked for. Wait before you ask for another.', {
    retryAfter,
  });
}

function templateOf({ purpose, accountId, proven }: StoredChallenge): SecretTemplate {
  if (purpose === 'reset') return accountId === null ? 'reset-without-account' : 'reset-code';
  if (purpose === 'proof') return 'proof-code';
  if (purpose === 'identifier') return 'identifier-code';
  return proven.length === 0 ? 'sign-in-code' : 'second-factor-code';
}
