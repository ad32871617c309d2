import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT, type JWK } from 'jose';
import { newId, type Clock } from '@safiri/kernel';
import type { ServiceName } from '@safiri/contracts/declaring';
import { serviceKeyPrefix } from './claims.ts';

/** An Ed25519 key that signs tokens, with the public half as auth's JWKS lists it. */
export type SigningKey = {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JWK;
  /** Keys before it. They sign nothing any more; what they signed in their time stays signed. */
  readonly retired?: readonly RetiredKey[];
};
export type RetiredKey = { readonly kid: string; readonly publicJwk: JWK; readonly retiredAt: string };

/** Reads a PKCS #8 PEM; the key id is derived from the public key, so that the same key always has the same name. */
export function signingKeyFromPem(pem: string, kidPrefix: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const exported = createPublicKey(privateKey).export({ format: 'jwk' });
  const x = exported.x ?? '';
  const kid = `${kidPrefix}${createHash('sha256').update(x).digest('base64url').slice(0, 12)}`;
  return { kid, privateKey, publicJwk: { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' } };
}

export function generateSigningKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Long enough for a call and its time-out, short enough to be worthless when found. */
const lifetimeSeconds = 60;

/** What a service token says of the user's token that it travels with (as `ath` of RFC 9449): no other goes with it. */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url');
}

/** A token by which `key.service` calls one other service, of its own accord or because of a user's request. */
export async function signServiceToken(options: {
  readonly key: SigningKey;
  readonly from: ServiceName;
  readonly to: ServiceName;
  readonly clock: Clock;
  /** The token of the user whose request caused the call. */
  readonly accessToken?: string | undefined;
}): Promise<string> {
  const { accessToken } = options;
  const now = Math.floor(options.clock.now().getTime() / 1000);
  return await new SignJWT(accessToken === undefined ? {} : { ath: accessTokenHash(accessToken) })
    .setProtectedHeader({ alg: 'EdDSA', kid: options.key.kid })
    .setIssuer(options.from)
    .setAudience(options.to)
    .setJti(newId())
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(options.key.privateKey);
}

export function serviceSigningKey(service: ServiceName, pem: string): SigningKey {
  return signingKeyFromPem(pem, serviceKeyPrefix(service));
}
