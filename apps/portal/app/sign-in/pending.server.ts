import type { Challenge, FactorKind, PasskeyRequest } from '@safiri/contracts';
import type { Session } from '../visit/session.server.ts';

/** What was begun: it waits in a cookie that scripts cannot read, so that no address carries a token. */
export type Pending = {
  readonly purpose: 'sign-in' | 'registration' | 'reset' | 'proof' | 'identifier';
  readonly token: string;
  readonly factors: readonly FactorKind[];
  readonly sentTo: string | null;
  readonly passkey: PasskeyRequest | null;
  /** A path of our own; empty for where one goes otherwise. */
  readonly returnTo: string;
};

export function keepPending(session: Session, pending: Pending, until: string): void {
  session.keepPending(Buffer.from(JSON.stringify(pending)).toString('base64url'), until);
}

export function keepChallenge(
  session: Session,
  challenge: Challenge,
  about: Pick<Pending, 'purpose' | 'returnTo'>,
): void {
  const { challengeToken: token, factors, sentTo, passkey, expiresAt } = challenge;
  keepPending(session, { ...about, token, factors, sentTo, passkey }, expiresAt);
}

/** Undefined where nothing was begun for one of these purposes. What a visitor wrote there themselves can only fail at the API. */
export function readPending(session: Session, ...purposes: readonly Pending['purpose'][]): Pending | undefined {
  const text = session.pending();
  if (text === undefined) return undefined;
  const pending = parsePending(text);
  return pending !== undefined && purposes.includes(pending.purpose) ? pending : undefined;
}

const kinds: readonly FactorKind[] = ['password', 'code', 'totp', 'passkey', 'recovery-code'];
const purposesKnown: readonly Pending['purpose'][] = ['sign-in', 'registration', 'reset', 'proof', 'identifier'];

function parsePending(text: string): Pending | undefined {
  try {
    const { purpose, token, factors, sentTo, passkey, returnTo } = Object(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    const known = purposesKnown.find((each) => each === purpose);
    if (known === undefined || typeof token !== 'string' || !Array.isArray(factors)) return undefined;
    return {
      purpose: known,
      token,
      factors: kinds.filter((kind) => factors.includes(kind)),
      sentTo: typeof sentTo === 'string' ? sentTo : null,
      passkey: parsePasskey(passkey),
      returnTo: typeof returnTo === 'string' ? returnTo : '',
    };
  } catch {
    return undefined;
  }
}

function parsePasskey(value: unknown): PasskeyRequest | null {
  const { challenge, rpId, timeout } = Object(value);
  if (typeof challenge !== 'string' || typeof rpId !== 'string' || typeof timeout !== 'number') return null;
  return { challenge, rpId, timeout, userVerification: 'required' };
}
