import { timingSafeEqual } from 'node:crypto';
import type { Factor, FactorKind } from '@safiri/contracts';
import { assertNever, DomainError } from '@safiri/kernel';
import { asService, transaction, type Tx } from '@safiri/runtime';
import { markVerified } from '../accounts/account-queries.ts';
import { tellHolder } from '../accounts/tell-holder.ts';
import type { Ctx } from '../context.ts';
import { countCodesLeft, takeRecoveryCode } from '../factors/recovery-codes.ts';
import { takeTotp } from '../factors/totp.ts';
import { markPasskeyUsed } from '../factors/passkey-queries.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { factorRefused } from '../telemetry.ts';
import { placeOf, type Caller, type Place } from '../tries/place.ts';
import { forgiveTries, longestWait, takeTry, type WantedTry } from '../tries/take-try.ts';
import { tellWhenSlowed } from '../tries/tell-when-slowed.ts';
import { tooManyTries } from '../tries/too-many-tries.ts';
import { holderOf, refusalOf, subjectOf, type Purpose, type StoredChallenge } from './challenge.ts';
import { lockChallenge, markChallengeTaken, spendChallengeTry } from './challenge-queries.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import { challengeOver, codeHashOf } from './send-code.ts';

export type Answer = {
  readonly token: string;
  readonly purpose: Purpose;
  readonly factor: Factor;
  readonly caller: Caller;
};

/** A challenge that was answered rightly: whose it turned out to be, and all that was shown so far. */
export type Proven = {
  readonly challenge: StoredChallenge;
  readonly accountId: string | null;
  readonly proven: readonly FactorKind[];
};

type Verdict<Result> =
  | { readonly kind: 'right'; readonly value: Result }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'over' }
  | { readonly kind: 'not-asked' };

/**
 * Takes a right answer, once, and lets `then` come true in the same transaction; refuses any other answer after what it
 * cost is written down.
 */
export async function judge<Result>(
  ctx: Ctx,
  answer: Answer,
  onRight: (tx: Tx, proven: Proven) => Promise<Result>,
): Promise<Result> {
  const evidence = await gatherEvidence(ctx, answer);
  const verdict = await transaction(
    ctx.db,
    asService,
    async (tx) => await settle(ctx, tx, { answer, evidence, onRight }),
  );
  switch (verdict.kind) {
    case 'right':
      return verdict.value;
    case 'over':
      throw challengeOver();
    case 'not-asked':
      throw new DomainError('FACTOR_NOT_ASKED', 'This is not answered in that way.', { field: '/body/factor/kind' });
    case 'wait':
      throw tooManyTries(verdict.seconds);
    case 'wrong':
      factorRefused(ctx.log, answer);
      throw new DomainError('FACTOR_WRONG', 'That is not right.', { triesLeft: verdict.triesLeft });
    default:
      return assertNever(verdict);
  }
}

type Settling<Result> = {
  readonly answer: Answer;
  readonly evidence: Evidence;
  readonly onRight: (tx: Tx, proven: Proven) => Promise<Result>;
};

async function settle<Result>(ctx: Ctx, tx: Tx, settling: Settling<Result>): Promise<Verdict<Result>> {
  const { answer, evidence, onRight } = settling;
  const now = ctx.clock.now();
  const challenge = await lockChallenge(tx, { tokenHash: hashOfToken(answer.token), now });
  const refused = refusalOf(challenge, answer);
  if (challenge === undefined || refused !== undefined) return { kind: refused ?? 'over' };
  const { kind } = answer.factor;
  const place = await placeOf(tx, holderOf(challenge), answer.caller);
  const guesses = countedGuesses(answer, challenge, place);
  const seconds = evidence.waitSeconds || (await longestWait(ctx, tx, guesses));
  if (seconds > 0) return { kind: 'wait', seconds };
  const accountId = await isRight(ctx, tx, { answer, evidence, challenge });
  if (accountId === undefined) {
    await spendChallengeTry(tx, challenge.tokenHash);
    for (const tried of guesses) {
      await takeTry(ctx, tx, tried);
      await tellWhenSlowed(ctx, tx, { tried, accountId: challenge.accountId });
    }
    return { kind: 'wrong', triesLeft: challenge.triesLeft - 1 };
  }
  await markChallengeTaken(tx, challenge.tokenHash, now);
  await forgiveTries(ctx, tx, { rule: 'codes', subject: subjectOf(challenge), source: place.name });
  if (kind === 'code' && accountId !== null && challenge.identifier !== null)
    await markVerified(tx, { accountId, identifier: challenge.identifier, now });
  if (kind === 'recovery-code' && accountId !== null)
    await tellHolder(ctx, tx, {
      accountId,
      what: 'recovery-code-used',
      codesLeft: await countCodesLeft(tx, accountId),
    });
  const proven = [...new Set([...challenge.proven, kind])];
  return { kind: 'right', value: await onRight(tx, { challenge, accountId, proven }) };
}

/** As what a wrong answer of few digits counts. Passwords were counted before they were hashed, and nobody guesses a passkey. */
function countedGuesses({ factor }: Answer, challenge: StoredChallenge, place: Place): WantedTry[] {
  if (factor.kind === 'password' || factor.kind === 'passkey') return [];
  const subject = subjectOf(challenge);
  const here: WantedTry = { rule: 'codes', subject, source: place.name };
  return place.isKnown ? [here] : [here, { rule: 'codes-of-strangers', subject, source: '' }];
}

/** Whose answer it is; null where nobody has the identifier yet, undefined when it is wrong. */
async function isRight(
  ctx: Ctx,
  tx: Tx,
  judged: { readonly answer: Answer; readonly evidence: Evidence; readonly challenge: StoredChallenge },
): Promise<string | null | undefined> {
  const { evidence, challenge } = judged;
  const { factor } = judged.answer;
  const { accountId } = challenge;
  const own = (right: boolean): string | null | undefined => (right ? accountId : undefined);
  switch (factor.kind) {
    case 'password':
      return own(evidence.isPasswordRight && accountId !== null);
    case 'code':
      return own(
        challenge.codeHash !== null && isSame(challenge.codeHash, codeHashOf(ctx, challenge.tokenHash, factor.code)),
      );
    case 'totp':
      return own(accountId !== null && (await takeTotp(ctx, tx, { accountId, code: factor.code })));
    case 'recovery-code':
      return own(accountId !== null && (await takeRecoveryCode(ctx, tx, { accountId, code: factor.recoveryCode })));
    case 'passkey': {
      const { passkey } = evidence;
      if (passkey === undefined || (accountId !== null && passkey.accountId !== accountId)) return undefined;
      return (await markPasskeyUsed(tx, { ...passkey, now: ctx.clock.now() })) ? passkey.accountId : undefined;
    }
    default:
      return assertNever(factor);
  }
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
