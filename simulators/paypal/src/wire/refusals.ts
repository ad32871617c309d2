/** Issues by their HTTP status and the name that PayPal puts above them. The sentences are the simulator's own. */
const issues = {
  MALFORMED_REQUEST_JSON: [400, 'INVALID_REQUEST'],
  MISSING_REQUIRED_PARAMETER: [400, 'INVALID_REQUEST'],
  INVALID_PARAMETER_VALUE: [400, 'INVALID_REQUEST'],
  INVALID_STRING_LENGTH: [400, 'INVALID_REQUEST'],
  INVALID_ARRAY_MAX_ITEMS: [400, 'INVALID_REQUEST'],
  PAYPAL_REQUEST_ID_REQUIRED: [400, 'INVALID_REQUEST'],
  INVALID_ACCOUNT_STATUS: [401, 'AUTHENTICATION_FAILURE'],
  PERMISSION_DENIED: [403, 'NOT_AUTHORIZED'],
  INVALID_RESOURCE_ID: [404, 'RESOURCE_NOT_FOUND'],
  WEBHOOK_NUMBER_LIMIT_EXCEEDED: [400, 'VALIDATION_ERROR'],
  DECIMAL_PRECISION: [422, 'UNPROCESSABLE_ENTITY'],
  CANNOT_BE_ZERO_OR_NEGATIVE: [422, 'UNPROCESSABLE_ENTITY'],
  INVALID_CURRENCY_CODE: [422, 'UNPROCESSABLE_ENTITY'],
  PAYEE_ACCOUNT_RESTRICTED: [422, 'UNPROCESSABLE_ENTITY'],
  DUPLICATE_INVOICE_ID: [422, 'UNPROCESSABLE_ENTITY'],
  DUPLICATE_REQUEST_ID: [422, 'UNPROCESSABLE_ENTITY'],
  ORDER_NOT_APPROVED: [422, 'UNPROCESSABLE_ENTITY'],
  ORDER_ALREADY_CAPTURED: [422, 'UNPROCESSABLE_ENTITY'],
  INSTRUMENT_DECLINED: [422, 'UNPROCESSABLE_ENTITY'],
  PAYER_ACTION_REQUIRED: [422, 'UNPROCESSABLE_ENTITY'],
  PAYER_CANNOT_PAY: [422, 'UNPROCESSABLE_ENTITY'],
  PAYER_ACCOUNT_RESTRICTED: [422, 'UNPROCESSABLE_ENTITY'],
  PAYER_ACCOUNT_LOCKED_OR_CLOSED: [422, 'UNPROCESSABLE_ENTITY'],
  TRANSACTION_REFUSED: [422, 'UNPROCESSABLE_ENTITY'],
  COMPLIANCE_VIOLATION: [422, 'UNPROCESSABLE_ENTITY'],
  TRANSACTION_LIMIT_EXCEEDED: [422, 'UNPROCESSABLE_ENTITY'],
  MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED: [422, 'UNPROCESSABLE_ENTITY'],
  CAPTURE_FULLY_REFUNDED: [422, 'UNPROCESSABLE_ENTITY'],
  PENDING_CAPTURE: [422, 'UNPROCESSABLE_ENTITY'],
  REFUND_AMOUNT_EXCEEDED: [422, 'UNPROCESSABLE_ENTITY'],
  REFUND_CAPTURE_CURRENCY_MISMATCH: [422, 'UNPROCESSABLE_ENTITY'],
  REFUND_FAILED_INSUFFICIENT_FUNDS: [422, 'UNPROCESSABLE_ENTITY'],
  REFUND_NOT_ALLOWED: [422, 'UNPROCESSABLE_ENTITY'],
  REFUND_TIME_LIMIT_EXCEEDED: [422, 'UNPROCESSABLE_ENTITY'],
  TRANSACTION_DISPUTED: [422, 'UNPROCESSABLE_ENTITY'],
  RATE_LIMIT_REACHED: [429, 'RATE_LIMIT_REACHED'],
  INTERNAL_SERVER_ERROR: [500, 'INTERNAL_SERVER_ERROR'],
  SERVICE_UNAVAILABLE: [503, 'SERVICE_UNAVAILABLE'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type Issue = keyof typeof issues;

/** Issues that a fault, or the header for negative testing, can choose for a request that would otherwise be accepted. */
export const faultIssues: readonly string[] = Object.keys(issues);

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

export function refusal(issue: Issue, field?: string): WireRefusal {
  const [status, name] = issues[issue];
  return new WireRefusal(status, {
    name,
    message: `Simulated: ${name.toLowerCase().replaceAll('_', ' ')}.`,
    details: [
      { issue, description: `Simulated: ${issue}.`, ...(field === undefined ? {} : { field, location: 'body' }) },
    ],
    links: [],
  });
}

/** An issue by its name, which a fault or a header chose. */
export function findIssue(name: string): Issue | undefined {
  return isIssue(name) ? name : undefined;
}

function isIssue(name: string): name is Issue {
  return Object.hasOwn(issues, name);
}

export function unauthenticated(): WireRefusal {
  return new WireRefusal(401, {
    name: 'AUTHENTICATION_FAILURE',
    message: 'Simulated: no such token, or one that is over.',
    links: [],
  });
}

/** The token address speaks OAuth. */
export function invalidClient(): WireRefusal {
  return new WireRefusal(401, { error: 'invalid_client', error_description: 'Client Authentication failed' });
}
