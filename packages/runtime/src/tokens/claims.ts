import Type, { type Static } from 'typebox';

/** What an access token says of its subject. Auth writes it; every service checks it against auth's JWKS. */
export const AccessClaims = Type.Object({
  sub: Type.String({ format: 'uuid' }),
  kind: Type.Union([Type.Literal('guest'), Type.Literal('account')]),
  role: Type.Optional(Type.String()),
  companyId: Type.Optional(Type.String({ format: 'uuid' })),
  /** The session the token was given for. */
  sid: Type.String({ format: 'uuid' }),
  /** Number of the newest revocation when the token was given: those of its account up to there are older than it. */
  rev: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  permissions: Type.Optional(Type.Array(Type.String(), { maxItems: 200 })),
});
export type AccessClaims = Static<typeof AccessClaims>;

export const accessTokenIssuer = 'safiri-auth';
export const accessTokenAudience = 'safiri';
/** Key ids tell what a key may sign: access tokens, or the service tokens of one service. */
export const accessKeyPrefix = 'access-';
export function serviceKeyPrefix(service: string): string {
  return `service-${service}-`;
}
