import Type, { type Static } from 'typebox';

/** What an access token says of its subject. Auth writes it; every service checks it against auth's JWKS. */
export const AccessClaims = Type.Object({
  sub: Type.String({ format: 'uuid' }),
  kind: Type.Union([Type.Literal('guest'), Type.Literal('account')]),
  /** The company whose staff it is. */
  companyId: Type.Optional(Type.String({ format: 'uuid' })),
  /** The platform's own staff; never together with a company. */
  platform: Type.Optional(Type.Literal(true)),
  /** Hash of the permission set; left out where nothing is permitted beyond what every account may. */
  roles: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })),
  /** Staff who may look and change nothing: their company is suspended. */
  readOnly: Type.Optional(Type.Literal(true)),
  /** Until then, in seconds since 1970, they confirm nothing that others began: a colleague gave them more than they had. */
  freshUntil: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  /** The paired device that the session is bound to, and the thumbprint of its key (RFC 7638): of no use without a proof of it (RFC 9449). */
  device: Type.Optional(Type.String({ format: 'uuid' })),
  cnf: Type.Optional(Type.Object({ jkt: Type.String({ minLength: 43, maxLength: 43 }) })),
  /** The consent by which the platform's staff see what somebody else sees. */
  support: Type.Optional(Type.String({ format: 'uuid' })),
  /** The session the token was given for. */
  sid: Type.String({ format: 'uuid' }),
  /** Number of the newest revocation when the token was given: those of its account up to there are older than it. */
  rev: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  /** Of this one token. */
  jti: Type.String({ format: 'uuid' }),
});
export type AccessClaims = Static<typeof AccessClaims>;

export const accessTokenIssuer = 'safiri-auth';
export const accessTokenAudience = 'safiri';
/** Key ids tell what a key may sign: access tokens, or the service tokens of one service. */
export const accessKeyPrefix = 'access-';
export function serviceKeyPrefix(service: string): string {
  return `service-${service}-`;
}
