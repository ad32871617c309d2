import type { Scenario } from '@safiri/simulator-kit';
import { sandboxPayers } from './sandbox-values.ts';
import type { MomoScenario } from './words.ts';

/**
 * By the last five digits of the payer's number, in any country: 250788000001 and 256772000001 both decline. The zeros
 * keep the numbers of real people, typed by a newcomer, from misbehaving by chance.
 */
const endings: Readonly<Record<string, MomoScenario>> = {
  '00000': { expects: 'approved at once', plans: { charge: { answer: 'SUCCESSFUL' } } },
  '00001': { expects: 'declined: APPROVAL_REJECTED', plans: { charge: { answer: 'APPROVAL_REJECTED' } } },
  '00002': {
    expects: 'nobody answers: EXPIRED after the prompt lifetime',
    plans: { charge: { answer: 'EXPIRED', after: 'promptLifetimeSeconds' } },
  },
  '00003': {
    expects: 'nobody answers: COULD_NOT_PERFORM_TRANSACTION after the prompt lifetime',
    plans: { charge: { answer: 'COULD_NOT_PERFORM_TRANSACTION', after: 'promptLifetimeSeconds' } },
  },
  '00004': {
    expects: 'approved late, after the hold has expired',
    plans: { charge: { answer: 'SUCCESSFUL', after: 'lateAnswerSeconds' } },
  },
  '00005': {
    expects: 'approved, the callback comes twice at the same time',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'twice' } },
  },
  '00006': {
    expects: 'approved, the callback never comes',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'lost' } },
  },
  '00007': {
    expects: 'approved, the callback comes before the 202',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'before-answer' } },
  },
  '00008': {
    expects: 'the POST answers 500 though accepted, then approved',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'error-after-accepting' } },
  },
  '00009': {
    expects: 'approved, the callback names another amount',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'wrong-amount' } },
  },
  '00010': { expects: 'fails: NOT_ENOUGH_FUNDS', plans: { charge: { answer: 'NOT_ENOUGH_FUNDS' } } },
  '00011': { expects: 'fails: PAYER_LIMIT_REACHED', plans: { charge: { answer: 'PAYER_LIMIT_REACHED' } } },
  '00012': { expects: 'fails: PAYER_NOT_FOUND', plans: { charge: { answer: 'PAYER_NOT_FOUND' } } },
  '00013': { expects: 'fails: INTERNAL_PROCESSING_ERROR', plans: { charge: { answer: 'INTERNAL_PROCESSING_ERROR' } } },
  '00014': { expects: 'stays PENDING for ever', plans: { charge: { answer: 'never' } } },
  '00015': { expects: 'the POST answers 503, nothing accepted', plans: { charge: { post: 'SERVICE_UNAVAILABLE' } } },
  '00016': {
    expects: 'the connection is cut though accepted, then approved',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'cut-after-accepting' } },
  },
  '00017': {
    expects: 'the POST is never answered though accepted, then approved',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'hang-after-accepting' } },
  },
  '00018': {
    expects: 'approved, one callback says FAILED and one SUCCESSFUL',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'contradicting' } },
  },
  '00019': {
    expects: 'approved, the callback carries only externalId and status',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'sparse' } },
  },
  '00020': { expects: 'the POST answers 429, nothing accepted', plans: { charge: { post: 'TOO_MANY_REQUESTS' } } },
  '00021': {
    expects: 'declined late, after the hold has expired',
    plans: { charge: { answer: 'APPROVAL_REJECTED', after: 'lateAnswerSeconds' } },
  },
  '00030': {
    expects: 'approved at once; a refund fails: PAYEE_NOT_ALLOWED_TO_RECEIVE',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { answer: 'PAYEE_NOT_ALLOWED_TO_RECEIVE' } },
  },
  '00031': {
    expects: 'approved at once; a refund succeeds late',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { after: 'lateAnswerSeconds' } },
  },
  '00032': {
    expects: 'approved at once; the POST of a refund answers 500 though accepted',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { post: 'error-after-accepting' } },
  },
  '00033': {
    expects: 'approved at once; the POST of a refund answers 503, nothing accepted',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { post: 'SERVICE_UNAVAILABLE' } },
  },
  '00034': {
    expects: 'approved at once; a refund stays PENDING for ever',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { answer: 'never' } },
  },
};

export const scenariosByEnding: ReadonlyMap<string, Scenario> = new Map(Object.entries(endings));

/** The scenario of a payer, or undefined for an ordinary person. */
export function findScenario(party: string): Scenario | undefined {
  // MTN knows its payers by country code, and none of those begins with 0.
  if (/^0\d+$/.test(party)) return scenariosByEnding.get('00012');
  return sandboxPayers.get(party) ?? scenariosByEnding.get(party.slice(-5));
}
