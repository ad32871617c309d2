import type { Company } from '../company.ts';
import { successful } from '../books/transactions.ts';
import { delayNames, longestDelaySeconds } from './switches.ts';

/** How a request is answered that was accepted, whatever the caller gets to see of it. */
const acceptingManners = [
  'accept',
  'error-after-accepting',
  'cut-after-accepting',
  'hang-after-accepting',
  'slow-after-accepting',
];

/** How callbacks come at every company; `late` is by hours, `before-answer` before the request was answered. */
const callbackManners = ['normal', 'twice', 'lost', 'late', 'before-answer'];

/** What becomes of one request. */
export type Plan = {
  /** How it is answered: one of `acceptingManners`, or the company's word for a refusal, which accepts nothing. */
  post: string;
  /** Who decides: `person` at the phone, `never` anybody, or the company with this outcome. */
  answer: string;
  /** When the company decides: seconds, or the name of a delay. Without meaning for `person` and `never`. */
  after: number | string;
  callback: string;
};

export function outcomesOf({ words }: Company): string[] {
  return [successful, words.refused, words.expired, words.noFunds, words.notCovered, ...words.others];
}

/** JSON schema of a fault: the parts of a plan it changes. */
export function planPatchSchema(company: Company): { type: 'object'; additionalProperties: false; properties: object } {
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      post: { enum: [...new Set([...acceptingManners, ...company.refusals])] },
      answer: { enum: [...new Set(['person', 'never', ...outcomesOf(company)])] },
      after: { anyOf: [{ type: 'integer', minimum: 0, maximum: longestDelaySeconds }, { enum: delayNames }] },
      callback: { enum: [...callbackManners, ...Object.keys(company.callbackManners)] },
    },
  };
}
