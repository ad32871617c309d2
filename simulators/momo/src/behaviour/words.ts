import type { Plan, Scenario } from '@safiri/simulator-kit';
import type { RefusalCode } from '../wire/refusals.ts';

/** Why a charge or a refund fails, in MTN's words. */
export const momoWords = {
  refused: 'APPROVAL_REJECTED',
  expired: 'EXPIRED',
  noFunds: 'NOT_ENOUGH_FUNDS',
  notCovered: 'NOT_ALLOWED',
  others: [
    'COULD_NOT_PERFORM_TRANSACTION',
    'PAYER_LIMIT_REACHED',
    'PAYER_NOT_FOUND',
    'PAYEE_NOT_FOUND',
    'PAYEE_NOT_ALLOWED_TO_RECEIVE',
    'INTERNAL_PROCESSING_ERROR',
    'SENDER_ACCOUNT_NOT_ACTIVE',
    'TRANSFER_TYPE_UNKNOWN',
  ],
} as const;

type MomoWords = typeof momoWords;
export type FailureReason = Exclude<MomoWords[keyof MomoWords], readonly unknown[]> | MomoWords['others'][number];

/** A plan whose words are checked when this program is compiled. */
export type MomoPlan = Plan & {
  post: 'accept' | `${'error' | 'cut' | 'hang' | 'slow'}-after-accepting` | RefusalCode;
  answer: 'person' | 'never' | 'SUCCESSFUL' | FailureReason;
};
export type MomoScenario = Scenario & { plans: { charge?: Partial<MomoPlan>; refund?: Partial<MomoPlan> } };

/** An ordinary charge waits for the person; an ordinary refund takes its usual time. */
export const ordinaryPlans: Readonly<Record<'charge' | 'refund', MomoPlan>> = {
  charge: { post: 'accept', answer: 'person', after: 0, callback: 'normal' },
  refund: { post: 'accept', answer: 'SUCCESSFUL', after: 'refundSeconds', callback: 'normal' },
};

/** Switches of MoMo alone; the first word is the ordinary one. */
export const momoChoices = {
  /** MTN's schema says object, its live answers say text. */
  reasonShape: ['text', 'object'],
  /** MTN's examples show amounts as bare numbers in places. */
  amountShape: ['text', 'number'],
  callbackMethod: ['PUT', 'POST'],
  /** The older documentation delivers once, the newer one retries. */
  callbackRetries: ['once', 'retry'],
} as const;
