/** Refusals of the MoMo layer: HTTP status and sentence by code. Mistakes of the caller often answer 500 there. */
const refusals = {
  RESOURCE_ALREADY_EXIST: { status: 409, message: 'Duplicated reference id. Creation of resource failed.' },
  RESOURCE_NOT_FOUND: { status: 404, message: 'Requested resource was not found.' },
  NOT_ALLOWED: { status: 500, message: 'The caller may not do this.' },
  NOT_ALLOWED_TARGET_ENVIRONMENT: { status: 500, message: 'The target environment is not the one of this API user.' },
  INVALID_CALLBACK_URL_HOST: { status: 500, message: 'The host of the callback address is not the registered one.' },
  INVALID_CURRENCY: { status: 500, message: 'This currency is not accepted here.' },
  INTERNAL_PROCESSING_ERROR: { status: 500, message: 'An internal error occurred while processing.' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The service is unavailable, try again later.' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Rate limit is exceeded, try again later.' },
} as const;

export type RefusalCode = keyof typeof refusals;
/** Refusals that a fault can choose for a request that would otherwise be accepted. */
export const refusalCodes = [
  'NOT_ALLOWED',
  'NOT_ALLOWED_TARGET_ENVIRONMENT',
  'INVALID_CALLBACK_URL_HOST',
  'INVALID_CURRENCY',
  'INTERNAL_PROCESSING_ERROR',
  'SERVICE_UNAVAILABLE',
  'TOO_MANY_REQUESTS',
  'RESOURCE_NOT_FOUND',
] as const satisfies readonly RefusalCode[];

/** A refusal on its way to the wire. A body of undefined is an empty one; `why` is for the developer who reads headers. */
export class WireRefusal extends Error {
  override readonly name = 'WireRefusal';
  readonly status: number;
  readonly body: object | undefined;

  constructor(status: number, why: string, body?: object) {
    super(why);
    this.status = status;
    this.body = body;
  }
}

export function refusal(code: RefusalCode): WireRefusal {
  const { status, message } = refusals[code];
  return new WireRefusal(status, message, { code, message });
}

/** MTN answers a malformed request with an empty 400; what was wrong travels in a header of the simulator's own. */
export function malformed(why: string): WireRefusal {
  return new WireRefusal(400, why);
}

/** The gateway in front of the MoMo layer, which looks at the subscription key. */
export function badSubscriptionKey(given: boolean): WireRefusal {
  const message = given
    ? 'Access denied due to invalid subscription key.'
    : 'Access denied due to missing subscription key.';
  return new WireRefusal(401, message, { statusCode: 401, message });
}

export function badCredentials(why: string): WireRefusal {
  return new WireRefusal(401, why, { error: why });
}
