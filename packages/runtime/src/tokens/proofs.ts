import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { DomainError, type Clock } from '@safiri/kernel';
import type { Memory } from '../memory/memory.ts';

/** The request that a proof came with. */
export type ProvenRequest = {
  readonly proof: string | undefined;
  readonly method: string;
  /** Without query and fragment, as the caller addressed it. */
  readonly url: string;
};

export type ProofChecker = {
  /** Passes a request whose proof was made for it and this access token, by the key of this thumbprint. */
  checkBound(
    request: ProvenRequest,
    bound: { readonly accessToken: string; readonly thumbprint: string },
  ): Promise<void>;
  /** The thumbprint of the key that a request without a token was proven with. */
  checkUnbound(request: ProvenRequest): Promise<string>;
};

/** A caller's clock may be wrong by as much; ours tells them in `Date` what to add. */
const skewSeconds = 60;
/** A proof from ahead of our clock is good for twice the skew, and then for the rest of that second. */
const keptMilliseconds = (2 * skewSeconds + 1) * 1000;
/** About 200 bytes each: 20 MiB for 800 requests a second of all devices together, which is what a core can check. */
const bound = { keptMilliseconds, most: 100_000, mostOfKey: 1_200, whenFull: 'refuse' } as const;
/**
 * Anybody can make a key and send these, so a flood of them must not keep devices from going on. What one of them can do, a
 * second time does not: a code pairs once, a refresh token is for one use, and a PIN gives tokens for this key alone.
 */
const unbound = { keptMilliseconds, most: 10_000, mostOfKey: 1_200, whenFull: 'forget' } as const;
/** Ours have about 450. */
const mostCharacters = 2_048;

const ProofClaims = Type.Object({
  jti: Type.String({ minLength: 16, maxLength: 64 }),
  htm: Type.String(),
  htu: Type.String(),
  iat: Type.Integer(),
  ath: Type.Optional(Type.String()),
});
const claimsValidator = Compile(ProofClaims);

/** Checks proofs of possession as RFC 9449, section 4.3 says, each good for one request. */
export function createProofChecker(clock: Clock, memory: Pick<Memory, 'makeOnce'>): ProofChecker {
  const ofTokens = memory.makeOnce('bound-proof', bound);
  const ofKeys = memory.makeOnce('unbound-proof', unbound);
  const read = async (request: ProvenRequest): Promise<ReadProof> => {
    const { claims, thumbprint } = await readProof(request.proof, clock);
    const isForThis = claims.htm === request.method && isSameUrl(claims.htu, request.url);
    const isPresent = Math.abs(clock.now().getTime() / 1000 - claims.iat) <= skewSeconds;
    if (!isForThis || !isPresent) throw invalidProof();
    return { claims, thumbprint };
  };
  return {
    checkBound: async (request, { accessToken, thumbprint }) => {
      const proof = await read(request);
      const isBound = proof.thumbprint === thumbprint && proof.claims.ath === hashOf(accessToken);
      // Noted last: what is noted was made by the device itself.
      if (!isBound || !(await ofTokens.note(thumbprint, proof.claims.jti))) throw invalidProof();
    },
    checkUnbound: async (request) => {
      const { claims, thumbprint } = await read(request);
      if (!(await ofKeys.note(thumbprint, claims.jti))) throw invalidProof();
      return thumbprint;
    },
  };
}

/** One refusal for all that can be wrong with a proof: whoever tries proofs learns nothing from how they fail. */
export function invalidProof(): DomainError {
  return new DomainError('PROOF_INVALID', 'Prove for this request, and now, that you hold the key of this device.');
}

type ReadProof = { readonly claims: Static<typeof ProofClaims>; readonly thumbprint: string };

/** P-256 alone: every browser and the key stores of phones make such keys and keep them to themselves. */
async function readProof(proof: string | undefined, clock: Clock): Promise<ReadProof> {
  if (proof === undefined || proof.length > mostCharacters) throw invalidProof();
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      currentDate: clock.now(),
    });
    const claims: unknown = payload;
    if (!claimsValidator.Check(claims) || protectedHeader.jwk === undefined) throw invalidProof();
    return { claims, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk) };
  } catch {
    throw invalidProof();
  }
}

function isSameUrl(said: string, actual: string): boolean {
  return URL.canParse(said) && URL.canParse(actual) && new URL(said).href === new URL(actual).href;
}

function hashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url');
}
