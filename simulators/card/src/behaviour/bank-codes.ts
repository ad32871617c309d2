/** What the bank of a simulated cardholder makes of the code that is typed on its page. */
export type BankAnswer = 'Y' | 'N' | 'U' | 'R' | 'slow';

/** By the code. Any other one is wrong and may be typed again. */
export const bankCodes: ReadonlyMap<string, { readonly answer: BankAnswer; readonly expects: string }> = new Map([
  ['111111', { answer: 'Y', expects: 'authenticated' }],
  ['000000', { answer: 'N', expects: 'not authenticated' }],
  ['222222', { answer: 'U', expects: 'the bank cannot be reached' }],
  ['333333', { answer: 'R', expects: 'the bank rejects it' }],
  ['444444', { answer: 'slow', expects: 'authenticated, but decided late, after the hold has expired' }],
] as const);

/** Codes that may be wrong before the bank gives up. */
export const wrongCodesAllowed = 2;
