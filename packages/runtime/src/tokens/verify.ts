import { decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import { Compile } from 'typebox/compile';
import { isDomainError, type Clock } from '@safiri/kernel';
import { serviceNames, type ServiceName } from '@safiri/contracts/declaring';
import { accessKeyPrefix, AccessClaims, accessTokenAudience, accessTokenIssuer, serviceKeyPrefix } from './claims.ts';
import type { Memory } from '../memory/memory.ts';
import { createOwnMemory } from '../memory/own-memory.ts';
import type { KeySource } from './key-source.ts';
import { permissionFinder, type FindPermissions, type ReadPermissionSet } from './permission-sets.ts';
import { createProofChecker, type ProofChecker } from './proofs.ts';
import { recent } from './recent.ts';
import type { Revocations } from './revocations.ts';

const claimsValidator = Compile(AccessClaims);
/** Verified tokens are found again by their text: an Ed25519 check costs 0.15 ms, a look-up 0.5 µs. About 2 KiB each, so 40 MiB when full. */
const tokensKept = 20_000;
/** A token is checked anew after this long, so that one of a key that was taken back does not outlive the key. */
const trustedMilliseconds = 5 * 60_000;
const skewSeconds = 5;
/** Ours have about 700 characters. */
const mostCharacters = 4_096;

type Known = { readonly claims: AccessClaims; readonly until: number };

/** Which service calls, and the hash of the user's token that comes with the call; null where it calls of its own accord. */
export type ServiceClaims = { readonly service: ServiceName; readonly accessTokenHash: string | null };

export type TokenVerifier = {
  /** The claims of a token that `verifyAccess` found genuine lately and that was not revoked, at once; undefined tells nothing of a token. */
  recallAccess(token: string): AccessClaims | undefined;
  /** The claims of a genuine, current access token that was not revoked; undefined for anything else. Refuses with UNAVAILABLE while there are no keys to check with. */
  verifyAccess(token: string): Promise<AccessClaims | undefined>;
  /** What an account may do whose token says this hash. Refuses with UNAVAILABLE while that cannot be read; undefined when there is no such set. */
  readonly findPermissions: FindPermissions;
  /** What a genuine token that was made for `audience` says; undefined for anything else. */
  verifyService(token: string, audience: ServiceName): Promise<ServiceClaims | undefined>;
  /** Whether the list of revocations was read lately. Without it access tokens are still taken, for what is not sensitive. */
  knowsRevocations(): boolean;
  /** Of requests that prove a key, with a token that is bound to it or without one. */
  readonly proofs: ProofChecker;
};

export function createTokenVerifier(parts: {
  readonly keys: KeySource;
  readonly clock: Clock;
  readonly revocations: Revocations;
  readonly readPermissionSet: ReadPermissionSet;
  /** Where used proofs are remembered; left out, in this process alone. */
  readonly memory?: Pick<Memory, 'makeOnce'>;
}): TokenVerifier {
  const { keys, clock, revocations } = parts;
  const verified = recent<Known>(tokensKept);
  const recallAccess = (token: string): AccessClaims | undefined => {
    const known = verified.find(token);
    if (known === undefined || known.until <= clock.now().getTime() || revocations.takeBack(known.claims))
      return undefined;
    return known.claims;
  };
  return {
    recallAccess,
    findPermissions: permissionFinder(parts.readPermissionSet),
    knowsRevocations: () => revocations.areCurrent(),
    proofs: createProofChecker(clock, parts.memory ?? createOwnMemory(clock)),
    verifyAccess: async (token) => {
      if (token.length > mostCharacters) return undefined;
      const known = recallAccess(token);
      if (known !== undefined) return known;
      const payload = await check(token, {
        keys,
        clock,
        kidPrefix: accessKeyPrefix,
        issuer: accessTokenIssuer,
        audience: accessTokenAudience,
      });
      if (payload === undefined) return undefined;
      const claims: unknown = payload;
      if (!claimsValidator.Check(claims) || revocations.takeBack(claims)) return undefined;
      const until = Math.min(Number(payload.exp) * 1000, clock.now().getTime() + trustedMilliseconds);
      verified.remember(token, { claims, until });
      return claims;
    },
    verifyService: async (token, audience) => {
      const service = claimedIssuer(token);
      if (service === undefined) return undefined;
      const payload = await check(token, {
        keys,
        clock,
        kidPrefix: serviceKeyPrefix(service),
        issuer: service,
        audience,
      });
      if (payload === undefined) return undefined;
      const { ath } = payload;
      return { service, accessTokenHash: typeof ath === 'string' ? ath : null };
    },
  };
}

type Expected = {
  readonly keys: KeySource;
  readonly clock: Clock;
  readonly kidPrefix: string;
  readonly issuer: string;
  readonly audience: string;
};

async function check(token: string, expected: Expected): Promise<JWTPayload | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, expected.keys.getKey, {
      algorithms: ['EdDSA'],
      issuer: expected.issuer,
      audience: expected.audience,
      currentDate: expected.clock.now(),
      clockTolerance: skewSeconds,
      requiredClaims: ['exp'],
    });
    return protectedHeader.kid?.startsWith(expected.kidPrefix) === true ? payload : undefined;
  } catch (error) {
    // That no keys can be had says nothing about the token.
    if (isDomainError(error)) throw error;
    return undefined;
  }
}

/** Which service a token says it comes from; only decides which of the keys it must then be signed with. */
function claimedIssuer(token: string): ServiceName | undefined {
  try {
    const { iss } = decodeJwt(token);
    return serviceNames.find((service) => service === iss);
  } catch {
    return undefined;
  }
}
