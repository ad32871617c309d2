import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { PasskeyAssertion, PasskeyAttestation } from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findPasskey } from './passkey-queries.ts';

/** EdDSA, ES256 and RS256 (RFC 8152, RFC 8812): what every authenticator of the last years has one of. */
export const passkeyAlgorithms = [-8, -7, -257];

export type UsedPasskey = { readonly passkeyId: string; readonly accountId: string; readonly counter: number };

/** The passkey that signed this challenge for this site, its holder verified by PIN or body; undefined for anything else. */
export async function verifyAssertion(
  ctx: Ctx,
  assertion: PasskeyAssertion,
  challenge: string,
): Promise<UsedPasskey | undefined> {
  const found = await transaction(ctx.db, asService, async (tx) => await findPasskey(tx, assertion.id));
  if (found === undefined) return undefined;
  const { clientDataJSON, authenticatorData, signature, userHandle } = assertion.response;
  // An authenticator that says whose key it is must say what we know.
  if (typeof userHandle === 'string' && userHandle !== userHandleOf(found.accountId)) return undefined;
  const verified = await verifyAuthenticationResponse({
    response: {
      id: assertion.id,
      rawId: assertion.rawId,
      type: assertion.type,
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: ctx.site.origin,
    expectedRPID: ctx.site.rpId,
    requireUserVerification: true,
    credential: { id: found.credentialId, publicKey: new Uint8Array(found.publicKey), counter: found.counter },
  }).catch(() => undefined);
  if (verified?.verified !== true) return undefined;
  return { passkeyId: found.passkeyId, accountId: found.accountId, counter: verified.authenticationInfo.newCounter };
}

export type MadePasskey = { readonly credentialId: string; readonly publicKey: Buffer; readonly counter: number };

/** A passkey that a browser made for this site and challenge; undefined for anything else. */
export async function verifyAttestation(
  ctx: Ctx,
  attestation: PasskeyAttestation,
  challenge: string,
): Promise<MadePasskey | undefined> {
  const { clientDataJSON, attestationObject } = attestation.response;
  const verified = await verifyRegistrationResponse({
    response: {
      id: attestation.id,
      rawId: attestation.rawId,
      type: attestation.type,
      response: { clientDataJSON, attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: ctx.site.origin,
    expectedRPID: ctx.site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: passkeyAlgorithms,
  }).catch(() => undefined);
  if (verified?.verified !== true) return undefined;
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey), counter };
}

/** What an authenticator keeps of the account: its id, and nothing about the person. */
export function userHandleOf(accountId: string): string {
  return Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url');
}
