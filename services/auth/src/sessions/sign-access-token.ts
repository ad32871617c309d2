import { SignJWT } from 'jose';
import { newId } from '@safiri/kernel';
import { accessTokenAudience, accessTokenIssuer, type AccessClaims } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

export type SignedToken = { readonly accessToken: string; readonly expiresAt: string };

/** A token that says these claims until it runs out, or until an instant before that; any service can check it by auth's JWKS. */
export async function signAccessToken(ctx: Ctx, claims: Omit<AccessClaims, 'jti'>, until?: Date): Promise<SignedToken> {
  const now = Math.floor(ctx.clock.now().getTime() / 1000);
  const life = now + ctx.config.ACCESS_TOKEN_MINUTES * 60;
  const end = until === undefined ? life : Math.min(life, Math.floor(until.getTime() / 1000));
  const key = ctx.keys.current();
  const { sub, ...said } = claims;
  const accessToken = await new SignJWT(said)
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .setIssuer(accessTokenIssuer)
    .setAudience(accessTokenAudience)
    .setSubject(sub)
    .setJti(newId())
    .setIssuedAt(now)
    .setExpirationTime(end)
    .sign(key.privateKey);
  return { accessToken, expiresAt: new Date(end * 1000).toISOString() };
}
