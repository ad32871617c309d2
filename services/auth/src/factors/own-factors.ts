import type { addPasskey, OutputOf, PasskeyCreation, removePasskey, removeTotp, startPasskey } from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { findAccount } from '../accounts/account-queries.ts';
import { noteOwnChange } from '../accounts/tell-holder.ts';
import { passkeyChallengeOf } from '../challenges/challenge.ts';
import { lockChallenge, markChallengeTaken } from '../challenges/challenge-queries.ts';
import { openChallenge } from '../challenges/open-challenge.ts';
import { challengeOver } from '../challenges/send-code.ts';
import type { Ctx } from '../context.ts';
import { requireFresh } from '../proofs/freshness.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { deletePasskey, insertPasskey, listPasskeysOf, mostPasskeys } from './passkey-queries.ts';
import { makeFirstRecoveryCodes } from './recovery-codes.ts';
import { endSecondFactorDue } from './second-factors.ts';
import { deleteTotp } from './totp.ts';
import { passkeyAlgorithms, userHandleOf, verifyAttestation } from './verify-passkey.ts';

/** Two minutes to set up a PIN where there was none. */
const creationMilliseconds = 120_000;

export async function beginPasskey(
  ctx: Ctx,
  { actor }: RequestOf<typeof startPasskey>,
): Promise<OutputOf<typeof startPasskey>> {
  const { subjectId: accountId, sessionId } = actor;
  return await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, actor);
    const known = await listPasskeysOf(tx, accountId);
    if (known.length >= mostPasskeys) throw tooManyPasskeys();
    const account = await findAccount(tx, accountId);
    const opened = await openChallenge(ctx, tx, {
      purpose: 'passkey',
      accountId,
      sessionId,
      identifier: null,
      locale: account?.locale ?? 'en',
      proven: [],
      factors: [],
    });
    const user = {
      id: userHandleOf(accountId),
      name: account?.email ?? account?.phone ?? '',
      displayName: account?.name ?? '',
    };
    const excludeCredentials = known.map(({ credentialId }) => ({ id: credentialId, type: 'public-key' as const }));
    return {
      challengeToken: opened.token,
      options: creationOptions(ctx, { user, challenge: passkeyChallengeOf(opened.token), excludeCredentials }),
    };
  });
}

function creationOptions(
  ctx: Ctx,
  own: Pick<PasskeyCreation, 'user' | 'challenge' | 'excludeCredentials'>,
): PasskeyCreation {
  return {
    rp: { id: ctx.site.rpId, name: 'Safiri' },
    ...own,
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ alg, type: 'public-key' })),
    timeout: creationMilliseconds,
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  };
}

/** Keeps a passkey that was made for this account, in this session; whoever had no second factor gets recovery codes. */
export async function keepPasskey(
  ctx: Ctx,
  request: RequestOf<typeof addPasskey>,
): Promise<OutputOf<typeof addPasskey>> {
  const { actor, body } = request;
  const { subjectId: accountId, sessionId } = actor;
  const made = await verifyAttestation(ctx, body.passkey, passkeyChallengeOf(body.challengeToken));
  return await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, actor);
    const now = ctx.clock.now();
    const challenge = await lockChallenge(tx, { tokenHash: hashOfToken(body.challengeToken), now });
    if (challenge?.purpose !== 'passkey' || challenge.sessionId !== sessionId) throw challengeOver();
    if (made === undefined) throw new DomainError('PASSKEY_INVALID', 'This passkey was not made for this page.');
    await markChallengeTaken(tx, challenge.tokenHash, now);
    const transports = body.passkey.response.transports ?? [];
    const passkey = { passkeyId: newId(), accountId, ...made, transports, name: body.name.trim(), now };
    if ((await listPasskeysOf(tx, accountId)).length >= mostPasskeys) throw tooManyPasskeys();
    if (!(await insertPasskey(tx, passkey))) throw new DomainError('PASSKEY_KNOWN', 'This passkey is known already.');
    await noteOwnChange(ctx, tx, { request, accountId, what: 'passkey-added' });
    await endSecondFactorDue(ctx, tx, accountId);
    const { passkeyId, name } = passkey;
    return {
      passkey: { passkeyId, name, createdAt: now.toISOString(), lastUsedAt: null },
      recoveryCodes: await makeFirstRecoveryCodes(ctx, tx, accountId),
    };
  });
}

function tooManyPasskeys(): DomainError {
  return new DomainError('TOO_MANY_PASSKEYS', `An account has at most ${mostPasskeys} passkeys. Remove one first.`);
}

export async function removeOwnPasskey(ctx: Ctx, request: RequestOf<typeof removePasskey>): Promise<undefined> {
  const { actor, params } = request;
  const { subjectId: accountId } = actor;
  await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, actor);
    if (await deletePasskey(tx, { accountId, passkeyId: params.passkeyId }))
      await noteOwnChange(ctx, tx, { request, accountId, what: 'passkey-removed' });
  });
}

export async function removeOwnTotp(ctx: Ctx, request: RequestOf<typeof removeTotp>): Promise<undefined> {
  const { subjectId: accountId } = request.actor;
  await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, request.actor);
    if (await deleteTotp(tx, accountId)) await noteOwnChange(ctx, tx, { request, accountId, what: 'app-removed' });
  });
}
