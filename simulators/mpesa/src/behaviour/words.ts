import type { Plan, Scenario } from '@safiri/simulator-kit';
import type { RefusalCode } from '../wire/errors.ts';

/** M-Pesa's result codes, each with its sentence. */
export const resultSentences = {
  0: 'The service request is processed successfully.',
  1: 'The balance is insufficient for the transaction.',
  2: 'Declined due to limit rule: less than the minimum transaction amount.',
  3: 'Declined due to limit rule: greater than the maximum transaction amount.',
  4: 'Declined due to limit rule: would exceed daily transfer limit.',
  8: 'Declined due to limit rule: would exceed the maximum balance.',
  11: 'The DebitParty is in an invalid state.',
  17: 'Rule limited.',
  21: 'The initiator is not allowed to initiate this request.',
  26: 'System busy.',
  1001: 'Unable to lock subscriber, a transaction is already in process for the current subscriber.',
  1019: 'Transaction has expired.',
  1025: 'An error occurred while sending a push request.',
  1032: 'Request cancelled by user.',
  1037: 'DS timeout user cannot be reached.',
  2001: 'The initiator information is invalid.',
  2006: 'The transaction is not permitted by the account rule.',
  2028: 'The request is not permitted according to product assignment.',
  2040: 'The credit party is not registered.',
  8006: 'The security credential is locked.',
  9999: 'An error occurred while sending a push request.',
  SFC_IC0003: 'The operator does not exist.',
  E3008: 'Error, the user has a bad debt contract.',
  R000001: 'The transaction has already been reversed.',
  R000002: 'The OriginalTransactionID is invalid.',
} as const;

export type ResultCode = Exclude<`${keyof typeof resultSentences}`, '0'>;

const others: readonly ResultCode[] = [
  '2',
  '3',
  '4',
  '8',
  '11',
  '17',
  '21',
  '26',
  '1001',
  '1019',
  '1025',
  '2001',
  '2006',
  '2028',
  '2040',
  '8006',
  '9999',
  'SFC_IC0003',
  'E3008',
  'R000002',
];

/** Why a charge or a refund fails: its result code. */
export const mpesaWords = {
  refused: '1032',
  expired: '1037',
  noFunds: '1',
  notCovered: 'R000001',
  others,
} as const;

/** A plan whose words are checked when this program is compiled. */
export type MpesaPlan = Plan & {
  post: 'accept' | `${'error' | 'cut' | 'hang' | 'slow'}-after-accepting` | RefusalCode;
  answer: 'person' | 'never' | 'SUCCESSFUL' | ResultCode;
};
export type MpesaScenario = Scenario & {
  plans: { charge?: Partial<MpesaPlan>; refund?: Partial<MpesaPlan>; query?: Partial<MpesaPlan> };
};

/** Reversals and payments to customers are refunds. Of a question only how it is answered can be changed. */
export const ordinaryPlans: Readonly<Record<'charge' | 'refund' | 'query', MpesaPlan>> = {
  charge: { post: 'accept', answer: 'person', after: 0, callback: 'normal' },
  refund: { post: 'accept', answer: 'SUCCESSFUL', after: 'refundSeconds', callback: 'normal' },
  query: { post: 'accept', answer: 'never', after: 0, callback: 'normal' },
};

/** Switches of M-Pesa alone; the first word is the ordinary one. */
export const mpesaChoices = {
  /** How a query says that a prompt is still open: a result, or an error with status 500. Both were met. */
  pendingShape: ['4999', '500'],
  /** Codes in callbacks are numbers; texts were met. */
  codeShape: ['number', 'text'],
  /** Whether a callback that failed comes again is not documented, and sources disagree. */
  callbackRetries: ['once', 'retry'],
} as const;
