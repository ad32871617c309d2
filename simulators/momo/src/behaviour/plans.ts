import { delayNames, longestDelaySeconds, type DelayName } from './switches.ts';
import { refusalCodes } from '../wire/refusals.ts';

/** How the POST is answered. All but the refusals accept the request, whatever the caller gets to see of it. */
export const postManners = [
  'accept',
  'error-after-accepting',
  'cut-after-accepting',
  'hang-after-accepting',
  ...refusalCodes,
] as const;

/** Why a charge or a refund fails, in MTN's words. */
export const failureReasons = [
  'APPROVAL_REJECTED',
  'EXPIRED',
  'COULD_NOT_PERFORM_TRANSACTION',
  'NOT_ENOUGH_FUNDS',
  'PAYER_LIMIT_REACHED',
  'PAYER_NOT_FOUND',
  'PAYEE_NOT_FOUND',
  'PAYEE_NOT_ALLOWED_TO_RECEIVE',
  'INTERNAL_PROCESSING_ERROR',
  'SENDER_ACCOUNT_NOT_ACTIVE',
  'NOT_ALLOWED',
  'TRANSFER_TYPE_UNKNOWN',
] as const;

export const callbackManners = [
  'normal',
  'twice',
  'lost',
  'before-answer',
  'wrong-amount',
  'contradicting',
  'sparse',
] as const;
export const outcomes = ['SUCCESSFUL', ...failureReasons] as const;
export const answers = ['person', 'never', ...outcomes] as const;

export type PostManner = (typeof postManners)[number];
export type FailureReason = (typeof failureReasons)[number];
export type Outcome = (typeof outcomes)[number];
export type CallbackManner = (typeof callbackManners)[number];

/** What becomes of one charge or refund. */
export type Plan = {
  post: PostManner;
  /** Who decides: the person holding the phone, nobody ever, or the provider with this outcome. */
  answer: (typeof answers)[number];
  /** When the provider decides: seconds, or the switch that says how many. Without meaning for `person` and `never`. */
  after: number | DelayName;
  callback: CallbackManner;
};

/** An ordinary charge waits for the person; an ordinary refund takes its usual time. */
export const ordinaryPlans: Readonly<Record<Operation, Plan>> = {
  charge: { post: 'accept', answer: 'person', after: 0, callback: 'normal' },
  refund: { post: 'accept', answer: 'SUCCESSFUL', after: 'refundSeconds', callback: 'normal' },
};

export type Operation = 'charge' | 'refund';

/** JSON schema of a fault: the parts of a plan it changes. */
export const planPatchSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    post: { enum: postManners },
    answer: { enum: answers },
    after: { anyOf: [{ type: 'integer', minimum: 0, maximum: longestDelaySeconds }, { enum: delayNames }] },
    callback: { enum: callbackManners },
  },
};
