import type { Challenge, requestCode, startPasskeySignIn } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { findSignInAccount } from '../accounts/account-queries.ts';
import { parseIdentifier, type Identifier } from '../accounts/identifier.ts';
import { openChallenge, tellChallenge } from '../challenges/open-challenge.ts';
import { prepareCode, sendCodeOf, tooManyCodes } from '../challenges/send-code.ts';
import { tooManyTries } from '../tries/too-many-tries.ts';
import type { Ctx } from '../context.ts';
import { addressPlace } from '../tries/place.ts';
import { takeTry } from '../tries/take-try.ts';

/**
 * Sends a code to a phone or mailbox, whether or not it has an account: who reads it there is signed in, or may open one.
 * Nobody else learns which.
 */
export async function requestSignInCode(ctx: Ctx, request: RequestOf<typeof requestCode>): Promise<Challenge> {
  const { purpose, locale } = request.body;
  const identifier = identifierIn(ctx, request.body.identifier);
  const prepared = await prepareCode(ctx);
  const sent = await transaction(ctx.db, asService, async (tx) => {
    const found = await findSignInAccount(tx, identifier);
    const opened = await openChallenge(ctx, tx, {
      purpose,
      accountId: found?.account.accountId ?? null,
      sessionId: null,
      identifier,
      locale: found?.account.locale ?? locale ?? 'en',
      proven: [],
      factors: ['code'],
    });
    const wait = await sendCodeOf(ctx, tx, { stored: opened.stored, prepared, caller: request });
    return wait > 0 ? wait : tellChallenge(ctx, { ...opened, isSent: true });
  });
  if (typeof sent === 'number') throw tooManyCodes(sent);
  return sent;
}

export function identifierIn(ctx: Ctx, text: string): Identifier {
  const identifier = parseIdentifier(text, ctx.config.DEFAULT_REGION);
  if (identifier === undefined)
    throw new DomainError('IDENTIFIER_INVALID', 'Write a phone number, such as 0788 123 456, or an e-mail address.', {
      field: '/body/identifier',
    });
  return identifier;
}

/** A challenge that any passkey of this site may sign: whose it is tells who signs in. */
export async function beginPasskeySignIn(ctx: Ctx, request: RequestOf<typeof startPasskeySignIn>): Promise<Challenge> {
  const begun = await transaction(ctx.db, asService, async (tx) => {
    const wanted = { rule: 'passkeys-from-address', subject: addressPlace(request), source: '' } as const;
    const wait = await takeTry(ctx, tx, wanted);
    if (wait > 0) return wait;
    const opened = await openChallenge(ctx, tx, {
      purpose: 'sign-in',
      accountId: null,
      sessionId: null,
      identifier: null,
      locale: 'en',
      proven: [],
      factors: ['passkey'],
    });
    return tellChallenge(ctx, { ...opened, isSent: false });
  });
  if (typeof begun === 'number') throw tooManyTries(begun);
  return begun;
}
