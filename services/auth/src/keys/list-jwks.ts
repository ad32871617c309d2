import type { getJwks, OutputOf } from '@safiri/contracts';
import type { Ctx } from '../context.ts';

/** Every public key a token may be signed with: auth's own, and one of each service for calls between services. */
export function listJwks(ctx: Ctx): OutputOf<typeof getJwks> {
  return {
    keys: [...ctx.keys.publicJwks(), ...ctx.servicePublicKeys].map((key) => ({
      kty: key.kty ?? '',
      crv: key.crv ?? '',
      x: key.x ?? '',
      kid: key.kid ?? '',
      alg: key.alg ?? '',
      use: key.use ?? '',
    })),
  };
}
