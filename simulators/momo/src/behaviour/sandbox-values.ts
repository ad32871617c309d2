import type { Scenario } from '@safiri/simulator-kit';
import type { MomoPlan, MomoScenario } from './words.ts';

/** MTN's own sandbox payers. Its documents do not say which codes come as HTTP errors and which as reasons. */
export const sandboxPayers: ReadonlyMap<string, Scenario> = new Map(
  Object.entries<MomoScenario>({
    '46733123450': {
      expects: 'fails: INTERNAL_PROCESSING_ERROR',
      plans: { charge: { answer: 'INTERNAL_PROCESSING_ERROR' } },
    },
    '46733123451': { expects: 'fails: APPROVAL_REJECTED', plans: { charge: { answer: 'APPROVAL_REJECTED' } } },
    '46733123452': { expects: 'fails at once: EXPIRED', plans: { charge: { answer: 'EXPIRED' } } },
    '46733123453': { expects: 'PENDING, approved after 30 s', plans: { charge: { answer: 'SUCCESSFUL', after: 30 } } },
    '46733123454': { expects: 'stays PENDING', plans: { charge: { answer: 'never' } } },
    '46733123455': { expects: 'fails: PAYER_NOT_FOUND', plans: { charge: { answer: 'PAYER_NOT_FOUND' } } },
    '46733123456': {
      expects: 'fails: PAYEE_NOT_ALLOWED_TO_RECEIVE',
      plans: { charge: { answer: 'PAYEE_NOT_ALLOWED_TO_RECEIVE' } },
    },
    '46733123457': { expects: 'the POST answers 500 NOT_ALLOWED', plans: { charge: { post: 'NOT_ALLOWED' } } },
    '46733123458': {
      expects: 'the POST answers 500 NOT_ALLOWED_TARGET_ENVIRONMENT',
      plans: { charge: { post: 'NOT_ALLOWED_TARGET_ENVIRONMENT' } },
    },
    '46733123459': {
      expects: 'the POST answers 500 INVALID_CALLBACK_URL_HOST',
      plans: { charge: { post: 'INVALID_CALLBACK_URL_HOST' } },
    },
    '46733123460': {
      expects: 'the POST answers 500 INVALID_CURRENCY',
      plans: { charge: { post: 'INVALID_CURRENCY' } },
    },
    '46733123461': {
      expects: 'the POST answers 500 INTERNAL_PROCESSING_ERROR',
      plans: { charge: { post: 'INTERNAL_PROCESSING_ERROR' } },
    },
    '46733123462': {
      expects: 'the POST answers 503 SERVICE_UNAVAILABLE',
      plans: { charge: { post: 'SERVICE_UNAVAILABLE' } },
    },
    '46733123463': {
      expects: 'fails: COULD_NOT_PERFORM_TRANSACTION',
      plans: { charge: { answer: 'COULD_NOT_PERFORM_TRANSACTION' } },
    },
    '46733123464': { expects: 'fails: TRANSFER_TYPE_UNKNOWN', plans: { charge: { answer: 'TRANSFER_TYPE_UNKNOWN' } } },
  }),
);

/**
 * MTN's own sandbox values of `referenceIdToRefund`. They name no charge, so none of them may move money: the two that
 * are still going on stay so.
 */
export const sandboxRefunds: ReadonlyMap<string, Partial<MomoPlan>> = new Map(
  Object.entries<Partial<MomoPlan>>({
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
