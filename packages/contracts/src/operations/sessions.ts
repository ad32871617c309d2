import Type, { type Static } from 'typebox';
import { event } from '../event.ts';
import { Id, Instant } from '../fields.ts';
import { operation, serviceNames } from '../operation.ts';

/** Opaque: 32 random bytes in base64url. Good for one use; the answer to it carries the next. */
const RefreshToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });

/** What somebody holds of a session. */
export const SessionTokens = Type.Object({
  sessionId: Id,
  accessToken: Type.String(),
  expiresAt: Instant,
  refreshToken: RefreshToken,
  /** The session is over when it was not refreshed by then. */
  refreshBy: Instant,
});
export type SessionTokens = Static<typeof SessionTokens>;

export const refreshSession = operation({
  id: 'refreshSession',
  service: 'auth',
  method: 'POST',
  path: '/sessions/refresh',
  summary: 'Carry a session on: a new access token, and a new refresh token in place of the one that is sent',
  who: { kind: 'anyone' },
  device: true,
  proof: 'allowed',
  // Within auth's grace the same token is answered the same.
  repeatable: true,
  body: Type.Object({ refreshToken: RefreshToken }),
  success: { status: 200, body: SessionTokens },
  refusals: { SESSION_OVER: 401 },
});

export const signOut = operation({
  id: 'signOut',
  service: 'auth',
  method: 'POST',
  path: '/sessions/sign-out',
  summary: 'End the session of a refresh token, also when the token was used already; repeating it changes nothing',
  who: { kind: 'anyone' },
  proof: 'allowed',
  body: Type.Object({ refreshToken: RefreshToken }),
  success: { status: 204 },
  refusals: {},
});

/** Somewhere that an account is signed in. */
export const OwnSession = Type.Object({
  sessionId: Id,
  /** Browser and system as the session last named them, e.g. "Firefox on Linux"; empty when they did not. */
  label: Type.String(),
  createdAt: Instant,
  lastUsedAt: Instant,
  /** The one that asks. */
  current: Type.Boolean(),
});
export type OwnSession = Static<typeof OwnSession>;

export const listMySessions = operation({
  id: 'listMySessions',
  service: 'auth',
  method: 'GET',
  path: '/sessions',
  summary: 'Where the account is signed in, last used first',
  who: { kind: 'account' },
  success: { status: 200, body: Type.Object({ sessions: Type.Array(OwnSession, { maxItems: 50 }) }) },
  refusals: {},
});

export const endMySession = operation({
  id: 'endMySession',
  service: 'auth',
  method: 'DELETE',
  path: '/sessions/:sessionId',
  summary: "End one of the account's sessions; ending it twice changes nothing",
  who: { kind: 'account' },
  params: Type.Object({ sessionId: Id }),
  success: { status: 204 },
  refusals: {},
});

export const endMyOtherSessions = operation({
  id: 'endMyOtherSessions',
  service: 'auth',
  method: 'POST',
  path: '/sessions/end-others',
  summary: "End all of the account's sessions but the one that asks",
  who: { kind: 'account' },
  success: { status: 204 },
  refusals: {},
});

/**
 * Access taken back before its tokens have run out: all tokens of a session, or those that an account, or a paired device,
 * was given before this number. In the list until none of them can be in use.
 */
export const Revocation = Type.Object({
  number: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  kind: Type.Union([Type.Literal('session'), Type.Literal('account'), Type.Literal('device')]),
  id: Id,
  keptUntil: Instant,
});
export type Revocation = Static<typeof Revocation>;

/** `newest` is the number of the last revocation ever, also when it is not kept any more. */
export const RevocationPage = Type.Object({
  newest: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  revocations: Type.Array(Revocation, { maxItems: 500 }),
});
export type RevocationPage = Static<typeof RevocationPage>;

export const listRevocations = operation({
  id: 'listRevocations',
  service: 'auth',
  method: 'GET',
  path: '/revocations',
  summary: 'The first 500 of the revocations that came after a number',
  who: { kind: 'service', callers: serviceNames },
  query: Type.Object({ since: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) }),
  success: { status: 200, body: RevocationPage },
  refusals: {},
});

/** Told beside the list, so that most services know at once what they would read a moment later. */
export const accessRevoked = event({ type: 'access-revoked', source: 'auth', payload: Revocation });

export const sessionOperations = {
  refreshSession,
  signOut,
  listMySessions,
  endMySession,
  endMyOtherSessions,
  listRevocations,
};
export const sessionEvents = { accessRevoked };
