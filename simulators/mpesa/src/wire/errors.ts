import { randomUUID } from 'node:crypto';

/** Refusals in Daraja's words. One code has several meanings there, so these names are the simulator's own. */
const refusals = {
  INVALID_ACCESS_TOKEN: { status: 404, errorCode: '404.001.03', errorMessage: 'Invalid Access Token' },
  NOT_FOUND: { status: 404, errorCode: '404.001.01', errorMessage: 'Resource not found' },
  INVALID_AUTHENTICATION: { status: 404, errorCode: '404.001.04', errorMessage: 'Invalid Authentication Header' },
  INVALID_GRANT: { status: 400, errorCode: '400.008.02', errorMessage: 'Invalid grant type passed' },
  INVALID_AUTH_TYPE: { status: 400, errorCode: '400.008.01', errorMessage: 'Invalid Authentication passed' },
  INVALID_PAYLOAD: { status: 400, errorCode: '400.002.05', errorMessage: 'Invalid Request Payload' },
  INVALID_PHONE_NUMBER: { status: 400, errorCode: '400.002.02', errorMessage: 'Bad Request - Invalid PhoneNumber' },
  WRONG_CREDENTIALS: {
    status: 500,
    errorCode: '500.001.1001',
    errorMessage: '[MerchantValidate] - Wrong credentials',
  },
  MERCHANT_UNKNOWN: { status: 500, errorCode: '500.001.1001', errorMessage: 'Merchant does not exist' },
  SUBSCRIBER_LOCKED: {
    status: 500,
    errorCode: '500.001.1001',
    errorMessage: 'Unable to lock subscriber, a transaction is already in process for the current subscriber',
  },
  STILL_PROCESSING: { status: 500, errorCode: '500.001.1001', errorMessage: 'The transaction is being processed' },
  DUPLICATE_CONVERSATION: {
    status: 500,
    errorCode: '500.002.1001',
    errorMessage: 'Duplicate OriginatorConversationID.',
  },
  SYSTEM_BUSY: {
    status: 500,
    errorCode: '500.003.02',
    errorMessage: 'System is busy. Please try again in few minutes.',
  },
  SPIKE_ARREST: { status: 500, errorCode: '500.003.02', errorMessage: 'Error Occurred: Spike Arrest Violation' },
  QUOTA: { status: 500, errorCode: '500.003.03', errorMessage: 'Error Occurred: Quota Violation' },
  INTERNAL_ERROR: { status: 500, errorCode: '500.003.1001', errorMessage: 'Internal Server Error' },
} as const;

export type RefusalCode = keyof typeof refusals;

/** Refusals that a fault can choose for a request that would otherwise be taken. */
export const refusalCodes = [
  'INVALID_ACCESS_TOKEN',
  'INVALID_PHONE_NUMBER',
  'WRONG_CREDENTIALS',
  'MERCHANT_UNKNOWN',
  'SUBSCRIBER_LOCKED',
  'STILL_PROCESSING',
  'SYSTEM_BUSY',
  'SPIKE_ARREST',
  'QUOTA',
  'INTERNAL_ERROR',
] as const satisfies readonly RefusalCode[];

/** A refusal on its way to the wire; without a body where Daraja sends none. */
export class DarajaError extends Error {
  override readonly name = 'DarajaError';
  readonly status: number;
  readonly body: object | undefined;

  constructor(status: number, body?: { errorCode: string; errorMessage: string }) {
    super(body?.errorMessage);
    this.status = status;
    this.body = body === undefined ? undefined : { requestId: randomUUID(), ...body };
  }
}

export function refusal(code: RefusalCode): DarajaError {
  const { status, ...body } = refusals[code];
  return new DarajaError(status, body);
}

/** A field that is missing or wrong, by its name on the wire. */
export function invalid(field: string): DarajaError {
  return new DarajaError(400, { errorCode: '400.002.02', errorMessage: `Bad Request - Invalid ${field}` });
}

/** Refuses the request when its plan says so, before anything is written. */
export function refuseAsPlanned({ post }: { post: string }): void {
  const code = refusalCodes.find((candidate) => candidate === post);
  if (code !== undefined) throw refusal(code);
}
