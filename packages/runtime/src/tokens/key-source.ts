import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { DomainError, type Clock } from '@safiri/kernel';

/** Gives the JWKS that tokens are checked against. */
export type KeySource = { readonly getKey: JWTVerifyGetKey };

/** Keys change by rotation, days apart; an unknown key id, or a failure, asks again at once, but not more often than this. */
const freshMilliseconds = 5 * 60_000;
const askAgainMilliseconds = 10_000;

type KnownKeys = { readonly ids: ReadonlySet<string>; readonly getKey: JWTVerifyGetKey; readonly fetchedAt: number };

/**
 * Keeps auth's JWKS for five minutes, asks anew for a key id it does not know, and carries on with the old set while auth
 * is away. Before it ever had a set, nobody can be told apart: UNAVAILABLE, not UNAUTHENTICATED, which would sign people out.
 */
export function cachedKeySource(fetchKeys: () => Promise<JSONWebKeySet>, clock: Clock): KeySource {
  let known: KnownKeys | undefined;
  let askedAt = 0;
  let inFlight: Promise<void> | undefined;
  const fetchOnce = async (): Promise<void> => {
    askedAt = clock.now().getTime();
    const keys = await fetchKeys();
    known = {
      ids: new Set(keys.keys.flatMap((key) => key.kid ?? [])),
      getKey: createLocalJWKSet(keys),
      fetchedAt: clock.now().getTime(),
    };
  };
  const refresh = async (): Promise<void> => {
    inFlight ??= fetchOnce().finally(() => {
      inFlight = undefined;
    });
    await inFlight.catch(() => undefined);
  };
  const isWorthAsking = (kid: string | undefined): boolean => {
    if (known === undefined) return true;
    const now = clock.now().getTime();
    const isStale = now - known.fetchedAt > freshMilliseconds || !known.ids.has(kid ?? '');
    return isStale && now - askedAt > askAgainMilliseconds;
  };
  return {
    getKey: async (header, token) => {
      if (isWorthAsking(header?.kid)) await refresh();
      if (known === undefined)
        throw new DomainError('UNAVAILABLE', 'Who you are cannot be checked now. Repeat the request.', {
          retryAfter: 1,
        });
      return await known.getKey(header, token);
    },
  };
}
