/** Refusals by code: HTTP status and type. The sentences are the simulator's own. */
const refusals = {
  parameter_missing: [400, 'invalid_request_error'],
  parameter_invalid: [400, 'invalid_request_error'],
  currency_not_supported: [400, 'invalid_request_error'],
  resource_missing: [404, 'invalid_request_error'],
  invalid_api_key: [401, 'authentication_error'],
  account_restricted: [403, 'permission_error'],
  idempotency_key_reused: [409, 'idempotency_error'],
  payment_not_cancelable: [409, 'invalid_request_error'],
  payment_not_captured: [400, 'invalid_request_error'],
  charge_already_refunded: [400, 'invalid_request_error'],
  refund_exceeds_captured: [400, 'invalid_request_error'],
  charge_disputed: [400, 'invalid_request_error'],
  rate_limit: [429, 'rate_limit_error'],
  internal_error: [500, 'api_error'],
  service_unavailable: [503, 'api_error'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type RefusalCode = keyof typeof refusals;

/** Refusals that a fault can choose for a request that would otherwise be accepted. */
export const faultCodes: readonly string[] = Object.keys(refusals);

export class WireRefusal extends Error {
  override readonly name = 'WireRefusal';
  readonly status: number;
  readonly body: object;

  constructor(status: number, body: object) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

export function refusal(code: RefusalCode, parameter?: string): WireRefusal {
  const [status, type] = refusals[code];
  const message = `Simulated: ${code.replaceAll('_', ' ')}.`;
  return new WireRefusal(status, {
    error: { type, code, message, ...(parameter === undefined ? {} : { param: parameter }) },
  });
}

/** Refuses the request when its plan says so, before anything is written. */
export function refuseAsPlanned(post: string): void {
  if (isCode(post)) throw refusal(post);
}

function isCode(name: string): name is RefusalCode {
  return Object.hasOwn(refusals, name);
}
