import type { Scenario } from '@safiri/simulator-kit';
import type { MpesaScenario } from './words.ts';

/** By the last five digits of the payer's number; where both have one, the meaning is that of the simulated MoMo. */
const endings: Readonly<Record<string, MpesaScenario>> = {
  '00000': { expects: 'approved at once', plans: { charge: { answer: 'SUCCESSFUL' } } },
  '00001': { expects: 'declined: 1032', plans: { charge: { answer: '1032' } } },
  '00002': {
    expects: 'nobody answers: 1037 after the prompt lifetime',
    plans: { charge: { answer: '1037', after: 'promptLifetimeSeconds' } },
  },
  '00003': {
    expects: 'nobody answers: 1019 after the prompt lifetime',
    plans: { charge: { answer: '1019', after: 'promptLifetimeSeconds' } },
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
    expects: 'approved, the callback comes before the answer to the request',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'before-answer' } },
  },
  '00008': {
    expects: 'the request answers 500 though accepted, then approved',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'error-after-accepting' } },
  },
  '00009': {
    expects: 'approved, the callback names another amount',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'wrong-amount' } },
  },
  '00010': { expects: 'too little money: 1', plans: { charge: { answer: '1' } } },
  '00011': { expects: 'daily limit: 4', plans: { charge: { answer: '4' } } },
  '00012': { expects: 'refused: Invalid PhoneNumber', plans: { charge: { post: 'INVALID_PHONE_NUMBER' } } },
  '00013': { expects: 'the prompt could not be sent: 1025', plans: { charge: { answer: '1025' } } },
  '00014': { expects: 'stays pending for ever', plans: { charge: { answer: 'never' } } },
  '00015': { expects: 'refused: system busy', plans: { charge: { post: 'SYSTEM_BUSY' } } },
  '00016': {
    expects: 'the connection is cut though accepted, then approved',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'cut-after-accepting' } },
  },
  '00017': {
    expects: 'the request is never answered though accepted, then approved',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'hang-after-accepting' } },
  },
  '00018': {
    expects: 'approved, one callback says failure and one success',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'contradicting' } },
  },
  '00019': {
    expects: 'cut though accepted, approved, and the callback never comes',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'cut-after-accepting', callback: 'lost' } },
  },
  '00020': { expects: 'refused: spike arrest', plans: { charge: { post: 'SPIKE_ARREST' } } },
  '00021': {
    expects: 'declined late, after the hold has expired',
    plans: { charge: { answer: '1032', after: 'lateAnswerSeconds' } },
  },
  '00022': { expects: 'refused: subscriber locked', plans: { charge: { post: 'SUBSCRIBER_LOCKED' } } },
  '00023': { expects: 'the same amount again too soon: 17', plans: { charge: { answer: '17' } } },
  '00024': { expects: 'wrong PIN: 2001', plans: { charge: { answer: '2001' } } },
  '00025': {
    expects: 'approved, the callback comes hours later',
    plans: { charge: { answer: 'SUCCESSFUL', callback: 'late' } },
  },
  '00026': {
    expects: 'approved, the answer to the request is slow',
    plans: { charge: { answer: 'SUCCESSFUL', post: 'slow-after-accepting' } },
  },
  '00027': {
    expects: 'approved, every query answers 500',
    plans: { charge: { answer: 'SUCCESSFUL' }, query: { post: 'INTERNAL_ERROR' } },
  },
  '00030': {
    expects: 'approved at once; a refund fails: 11',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { answer: '11' } },
  },
  '00031': {
    expects: 'approved at once; a refund succeeds late',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { after: 'lateAnswerSeconds' } },
  },
  '00032': {
    expects: 'approved at once; the request of a refund answers 500 though accepted',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { post: 'error-after-accepting' } },
  },
  '00033': {
    expects: 'approved at once; a refund is refused: system busy',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { post: 'SYSTEM_BUSY' } },
  },
  '00034': {
    expects: 'approved at once; a refund stays pending for ever',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { answer: 'never' } },
  },
  '00035': {
    expects: 'approved at once; a refund is said to have timed out, then its result comes',
    plans: { charge: { answer: 'SUCCESSFUL' }, refund: { callback: 'timeout-first' } },
  },
};

export const scenariosByEnding: ReadonlyMap<string, Scenario> = new Map(Object.entries(endings));

export function findScenario(party: string): Scenario | undefined {
  return scenariosByEnding.get(party.slice(-5));
}
