import Type, { type Static } from 'typebox';

/** Refusals any operation may answer with; the runtime gives them, no use case does. */
export const commonRefusals = {
  VALIDATION_FAILED: 422,
  MALFORMED_REQUEST: 400,
  IDEMPOTENCY_KEY_MISSING: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  OVERLOADED: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;

export type CommonRefusal = keyof typeof commonRefusals;

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
    requestId: Type.Optional(Type.String()),
  },
  { additionalProperties: true },
);
export type Problem = Static<typeof Problem>;
