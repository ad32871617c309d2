import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '@safiri/kernel';

/** Gives the JWKS that tokens are checked against. */
export type KeySource = { readonly getKey: JWTVerifyGetKey };

/** Keys change by rotation, days apart; an unknown key id asks again at once, but not more often than this. */
const freshMilliseconds = 5 * 60_000;
const askAgainMilliseconds = 10_000;

/** Keeps auth's JWKS for five minutes, asks anew for a key id it does not know, and carries on with the old set while auth is away. */
export function cachedKeySource(fetchKeys: () => Promise<JSONWebKeySet>, clock: Clock): KeySource {
  let keys: JSONWebKeySet | undefined;
  let fetchedAt = 0;
  let inFlight: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    inFlight ??= fetchKeys()
      .then((fresh) => {
        keys = fresh;
        fetchedAt = clock.now().getTime();
      })
      .finally(() => {
        inFlight = undefined;
      });
    await inFlight;
  };
  return {
    getKey: async (header, token) => {
      const age = clock.now().getTime() - fetchedAt;
      const known = keys?.keys.some((key) => key.kid === header?.kid) ?? false;
      if (keys === undefined) await refresh();
      else if (age > freshMilliseconds || (!known && age > askAgainMilliseconds))
        await refresh().catch(() => undefined);
      return await createLocalJWKSet(keys ?? { keys: [] })(header, token);
    },
  };
}
