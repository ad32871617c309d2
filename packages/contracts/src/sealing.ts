import Type, { type Static } from 'typebox';
import { Instant } from './fields.ts';
import { operation, type ServiceName } from './operation.ts';

/** What a sealed body is called on the wire: one JWE in compact form (RFC 7516). */
export const sealedMediaType = 'application/jose';
/** The one way bodies are sealed; whoever names another is refused. */
export const sealedHeader = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;

/**
 * How an operation that takes sealed bodies refuses one. After SEALING_KEY_UNKNOWN, SEALED_BODY_STALE and SEALING_REQUIRED
 * a client asks for the keys anew and seals again; nothing was done.
 */
export const sealingRefusals = {
  SEALING_REQUIRED: 422,
  SEALING_OFF: 422,
  SEALING_KEY_UNKNOWN: 409,
  SEALED_BODY_INVALID: 400,
  SEALED_BODY_STALE: 409,
  SEALED_BODY_REPLAYED: 409,
} as const;

const Coordinate = Type.String({ pattern: '^[\\w-]{43}$' });

/** A public key on the curve P-256 (RFC 7518, section 6.2). */
export const SealingPoint = Type.Object({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Coordinate,
  y: Coordinate,
});
export type SealingPoint = Static<typeof SealingPoint>;

export const SealingKey = Type.Object({
  ...SealingPoint.properties,
  kid: Type.String({ pattern: '^[\\w-]{1,64}$' }),
  use: Type.Literal('enc'),
  alg: Type.Literal(sealedHeader.alg),
  useFrom: Instant,
  useUntil: Instant,
});
export type SealingKey = Static<typeof SealingKey>;

/** What is inside a sealed body: the body itself, what it is for, and whom to answer. */
export const SealedRequest = Type.Object({
  /** Never used twice. */
  jti: Type.String({ pattern: '^[\\w-]{20,64}$' }),
  /** When it was sealed, by the server's clock: seconds since 1970. */
  iat: Type.Integer({ minimum: 0, maximum: 1e11 }),
  method: Type.String({ maxLength: 10 }),
  /** The path with its query, as it is sent. */
  address: Type.String({ maxLength: 8_192 }),
  /** Made for this one call. It is inside, so that nobody but the server can answer to it. */
  replyKey: SealingPoint,
  body: Type.Unknown(),
});
export type SealedRequest = Static<typeof SealedRequest>;

/** What is inside a sealed answer. */
export const SealedAnswer = Type.Object({
  status: Type.Integer({ minimum: 200, maximum: 599 }),
  body: Type.Unknown(),
});
export type SealedAnswer = Static<typeof SealedAnswer>;

/** The keys to seal bodies for a service to: the one in use and the next. None while sealing is off. */
export const SealingKeys = Type.Object({
  /** The server's clock, which judges when a body was sealed. */
  now: Instant,
  keys: Type.Array(SealingKey, { maxItems: 4 }),
});
export type SealingKeys = Static<typeof SealingKeys>;

/** Where a service that takes sealed bodies publishes its keys. */
export function sealingKeysOf<const Service extends ServiceName>(service: Service) {
  return operation({
    id: `get${service.charAt(0).toUpperCase()}${service.slice(1)}SealingKeys`,
    service,
    method: 'GET',
    path: '/sealing-keys',
    summary: 'Public keys that bodies of this service are sealed to; none while sealing is off',
    who: { kind: 'anyone' },
    success: { status: 200, body: SealingKeys },
    refusals: {},
  });
}
