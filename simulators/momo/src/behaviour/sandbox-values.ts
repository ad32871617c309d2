import type { Plan } from './plans.ts';
import type { Scenario } from './scenarios.ts';

/** MTN's own sandbox payers. Its documents do not say which codes come as HTTP errors and which as reasons. */
export const sandboxPayers: ReadonlyMap<string, Scenario> = new Map(
  Object.entries<Scenario>({
    '46733123450': { expects: 'fails: INTERNAL_PROCESSING_ERROR', charge: { answer: 'INTERNAL_PROCESSING_ERROR' } },
    '46733123451': { expects: 'fails: APPROVAL_REJECTED', charge: { answer: 'APPROVAL_REJECTED' } },
    '46733123452': { expects: 'fails at once: EXPIRED', charge: { answer: 'EXPIRED' } },
    '46733123453': { expects: 'PENDING, approved after 30 s', charge: { answer: 'SUCCESSFUL', after: 30 } },
    '46733123454': { expects: 'stays PENDING', charge: { answer: 'never' } },
    '46733123455': { expects: 'fails: PAYER_NOT_FOUND', charge: { answer: 'PAYER_NOT_FOUND' } },
    '46733123456': {
      expects: 'fails: PAYEE_NOT_ALLOWED_TO_RECEIVE',
      charge: { answer: 'PAYEE_NOT_ALLOWED_TO_RECEIVE' },
    },
    '46733123457': { expects: 'the POST answers 500 NOT_ALLOWED', charge: { post: 'NOT_ALLOWED' } },
    '46733123458': {
      expects: 'the POST answers 500 NOT_ALLOWED_TARGET_ENVIRONMENT',
      charge: { post: 'NOT_ALLOWED_TARGET_ENVIRONMENT' },
    },
    '46733123459': {
      expects: 'the POST answers 500 INVALID_CALLBACK_URL_HOST',
      charge: { post: 'INVALID_CALLBACK_URL_HOST' },
    },
    '46733123460': { expects: 'the POST answers 500 INVALID_CURRENCY', charge: { post: 'INVALID_CURRENCY' } },
    '46733123461': {
      expects: 'the POST answers 500 INTERNAL_PROCESSING_ERROR',
      charge: { post: 'INTERNAL_PROCESSING_ERROR' },
    },
    '46733123462': { expects: 'the POST answers 503 SERVICE_UNAVAILABLE', charge: { post: 'SERVICE_UNAVAILABLE' } },
    '46733123463': {
      expects: 'fails: COULD_NOT_PERFORM_TRANSACTION',
      charge: { answer: 'COULD_NOT_PERFORM_TRANSACTION' },
    },
    '46733123464': { expects: 'fails: TRANSFER_TYPE_UNKNOWN', charge: { answer: 'TRANSFER_TYPE_UNKNOWN' } },
  }),
);

/**
 * MTN's own sandbox values of `referenceIdToRefund`. They name no charge, so none of them may move money: the two that
 * are still going on stay so.
 */
export const sandboxRefunds: ReadonlyMap<string, Partial<Plan>> = new Map(
  Object.entries<Partial<Plan>>({
    1: { post: 'RESOURCE_NOT_FOUND' },
    2: { answer: 'INTERNAL_PROCESSING_ERROR' },
    3: { answer: 'APPROVAL_REJECTED' },
    4: { answer: 'EXPIRED' },
    5: { answer: 'never' },
    6: { answer: 'never' },
    7: { post: 'NOT_ALLOWED' },
    8: { post: 'NOT_ALLOWED_TARGET_ENVIRONMENT' },
    9: { post: 'INVALID_CALLBACK_URL_HOST' },
    10: { post: 'INVALID_CURRENCY' },
    11: { post: 'INTERNAL_PROCESSING_ERROR' },
    12: { post: 'SERVICE_UNAVAILABLE' },
    13: { answer: 'COULD_NOT_PERFORM_TRANSACTION' },
  }),
);
