import { createHash } from 'node:crypto';
import type { FactorKind } from '@safiri/contracts';
import type { Identifier } from '../accounts/identifier.ts';

/** What comes true when a challenge was answered. A token is good for this alone. */
export type Purpose = 'sign-in' | 'registration' | 'reset' | 'proof' | 'identifier' | 'passkey';

export type StoredChallenge = {
  readonly tokenHash: Buffer;
  readonly purpose: Purpose;
  /** Null where nobody has the identifier. */
  readonly accountId: string | null;
  /** The session that it was opened in, of a proof. */
  readonly sessionId: string | null;
  /** Where codes of it go. */
  readonly identifier: Identifier | null;
  readonly locale: string;
  /** What was shown before it. */
  readonly proven: readonly FactorKind[];
  /** What it can be answered by. */
  readonly factors: readonly FactorKind[];
  readonly codeHash: Buffer | null;
  readonly triesLeft: number;
  readonly expiresAt: Date;
};

/** Long enough for a slow SMS, short enough that a code which is found later is worth nothing. */
export const challengeMinutes = 10;
/** Of a million codes; a hand that slips does so less often. */
export const mostTries = 5;

/** What a passkey signs. Made of the token, so that an answer to another challenge is none to this one. */
export function passkeyChallengeOf(token: string): string {
  return createHash('sha256').update(`passkey ${token}`).digest('base64url');
}

/** As much of an address as its owner knows it by, and others learn little from. */
export function maskedIdentifier({ kind, value }: Identifier): string {
  if (kind === 'phone') return `••• ${value.slice(-3)}`;
  const at = value.lastIndexOf('@');
  return `${value.slice(0, 1)}•••${value.slice(at)}`;
}

/** Whom tries are counted for: where the codes go while nobody was recognised, and then the account. */
export function subjectOf({ accountId, identifier, proven }: StoredChallenge): string {
  if (accountId !== null && (proven.length > 0 || identifier === null)) return `account ${accountId}`;
  return identifier === null ? 'nobody' : nameOfIdentifier(identifier);
}

/** Whose browsers are no strangers to it; nobody's where a phone or mailbox is only said to be somebody's. */
export function holderOf({ accountId, purpose }: StoredChallenge): string | null {
  return purpose === 'identifier' ? null : accountId;
}

/** Why an answer is not looked at, before anything is computed or counted for it. */
export function refusalOf(
  challenge: StoredChallenge | undefined,
  answer: { readonly purpose: Purpose; readonly factor: { readonly kind: FactorKind } },
): 'over' | 'not-asked' | undefined {
  if (challenge === undefined || challenge.purpose !== answer.purpose || challenge.triesLeft === 0) return 'over';
  return challenge.factors.includes(answer.factor.kind) ? undefined : 'not-asked';
}

export function nameOfIdentifier({ kind, value }: Identifier): string {
  return `${kind} ${value}`;
}
