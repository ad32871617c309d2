import type { FactorKind, SignInOutcome } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { findSignInAccount, type SignInAccount } from '../accounts/account-queries.ts';
import { openChallenge, tellChallenge, type NewChallenge } from '../challenges/open-challenge.ts';
import { sendCodeOf, type PreparedCode } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { clientOf } from '../sessions/client.ts';
import { openAccountSessionIn, sessionOf, type OpenedSession } from '../sessions/open-session.ts';
import { signedIn } from '../telemetry.ts';
import type { Caller } from '../tries/place.ts';
import { whatFollows, type Ways } from './what-follows.ts';

export type SignInCaller = Caller & { readonly userAgent: string };

/** What the transaction has decided; tokens of a session are signed after it. */
export type Decided =
  | { readonly kind: 'session'; readonly opened: OpenedSession; readonly provenBy: readonly FactorKind[] }
  | Exclude<SignInOutcome, { readonly kind: 'session' }>;

/** What comes after an account was shown to be somebody's by these factors: a session, or what is still missing. */
export async function goOn(
  ctx: Ctx,
  tx: Tx,
  shown: {
    readonly accountId: string;
    readonly proven: readonly FactorKind[];
    readonly caller: SignInCaller;
    /** Sent at once where a code is what follows. */
    readonly prepared: PreparedCode | undefined;
  },
): Promise<Decided> {
  const { accountId, proven, caller, prepared } = shown;
  const found = await findSignInAccount(tx, { accountId });
  assert(found !== undefined, 'who was shown to be somebody has an account');
  const factors = whatFollows(waysOf(found), proven);
  if (factors.length === 0) {
    const opened = await openAccountSessionIn(ctx, tx, {
      accountId,
      client: clientOf(caller),
      device: null,
      provenBy: proven,
    });
    return { kind: 'session', opened, provenBy: proven };
  }
  const wanted = { ...secondStep(found, factors), proven } satisfies NewChallenge;
  const challenge = await openChallenge(ctx, tx, wanted);
  const isSent =
    prepared !== undefined &&
    factors.includes('code') &&
    (await sendCodeOf(ctx, tx, { stored: challenge.stored, prepared, caller })) === 0;
  return { kind: 'challenge', challenge: tellChallenge(ctx, { ...challenge, isSent }) };
}

export async function outcomeOf(ctx: Ctx, decided: Decided): Promise<SignInOutcome> {
  if (decided.kind !== 'session') return decided;
  const { opened, provenBy } = decided;
  signedIn(ctx.log, { accountId: opened.account.accountId, provenBy });
  return { kind: 'session', session: await sessionOf(ctx, opened) };
}

export function waysOf(found: SignInAccount): Ways {
  const { account, passwordHash, hasTotp, hasPasskey, hasRecoveryCodes } = found;
  return {
    isStaff: account.platform || account.companyId !== null,
    hasPassword: passwordHash !== null,
    hasTotp,
    hasPasskey,
    hasRecoveryCodes,
  };
}

/** Codes go to the mailbox, and where there is none to the phone. */
export function reachedBy({ email, phone }: SignInAccount['account']): NewChallenge['identifier'] {
  if (email !== null) return { kind: 'email', value: email };
  return phone === null ? null : { kind: 'phone', value: phone };
}

function secondStep({ account }: SignInAccount, factors: readonly FactorKind[]): Omit<NewChallenge, 'proven'> {
  const { accountId, locale } = account;
  return { purpose: 'sign-in', accountId, sessionId: null, identifier: reachedBy(account), locale, factors };
}
