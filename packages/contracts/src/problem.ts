import Type, { type Static } from 'typebox';

/**
 * Refusals any operation may answer with. OVERLOADED: a queue is full and nothing was done. REQUEST_IN_FLIGHT: the same
 * request is being answered at this moment. Both pass by themselves, and say how long to wait. PROOF_INVALID: a token that
 * is bound to a key, or an operation that asks for a key, came without a valid proof of it (RFC 9449). TOO_MANY_REQUESTS: of
 * one caller or one network. CHALLENGE_NEEDED: too many sign-ins of one network; whoever solves `challenge`, a proof of work
 * of ALTCHA's, and sends base64 of JSON `{challenge, solution}` in `safiri-challenge` need not wait.
 */
export const commonRefusals = {
  VALIDATION_FAILED: 422,
  MALFORMED_REQUEST: 400,
  IDEMPOTENCY_KEY_MISSING: 400,
  UNAUTHENTICATED: 401,
  PROOF_INVALID: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  REQUEST_IN_FLIGHT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  CHALLENGE_NEEDED: 429,
  OVERLOADED: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;

export type CommonRefusal = keyof typeof commonRefusals;

/** Whether a refusal passes by itself, so that its answer says in `Retry-After` how many seconds to wait. */
export function passesByItself(refusal: { readonly status: number; readonly code: string }): boolean {
  return refusal.status === 503 || refusal.status === 429 || refusal.code === 'REQUEST_IN_FLIGHT';
}

/** RFC 9457 problem details. `code` is stable; `field` is a JSON pointer into the part that was refused, e.g. "/body/items/0/seats". */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    field: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), { maxItems: 20 })),
    retryAfter: Type.Optional(Type.Number({ description: 'Seconds to wait before asking again' })),
    requestId: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
