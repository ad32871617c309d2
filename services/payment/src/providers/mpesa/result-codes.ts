import type { FailureReason } from '../payment-provider.ts';

/**
 * Result codes of a prompt or payment that is over without money, in our words. A code that is not here proves nothing, nor
 * does 26 (busy), which may be the query's own.
 */
const reasonsByCode: ReadonlyMap<string, FailureReason> = new Map<string, FailureReason>([
  ['1', 'not-enough-funds'],
  ['2', 'limit-reached'],
  ['3', 'limit-reached'],
  ['4', 'limit-reached'],
  ['8', 'limit-reached'],
  ['11', 'provider-error'],
  ['17', 'limit-reached'],
  ['21', 'provider-error'],
  ['1001', 'provider-error'],
  ['1019', 'expired'],
  ['1025', 'provider-error'],
  ['1032', 'declined'],
  ['1037', 'expired'],
  // Of a prompt: a wrong PIN.
  ['2001', 'declined'],
  ['2006', 'provider-error'],
  ['2028', 'provider-error'],
  ['2040', 'payer-not-found'],
  ['8006', 'declined'],
  ['9999', 'provider-error'],
  ['SFC_IC0003', 'provider-error'],
  ['E3008', 'declined'],
  ['R000002', 'provider-error'],
]);

export const paid = '0';
export const stillOpen = '4999';
/** Of a reversal: the payment was reversed before, and who reverses our payments is us. */
export const alreadyReversed = 'R000001';

/** Why there will be no money, or undefined when the code does not say that. */
export function reasonOf(code: string): FailureReason | undefined {
  return reasonsByCode.get(code);
}
