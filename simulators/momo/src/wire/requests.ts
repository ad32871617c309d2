import { malformed, refusal } from './refusals.ts';
import type { Party } from '../books/wallets.ts';

export type ChargeBody = {
  amount: string;
  currency: string;
  externalId: string;
  payer: Party;
  payerMessage?: string;
  payeeNote?: string;
};

export type RefundBody = Omit<ChargeBody, 'payer'> & { referenceIdToRefund: string };

/**
 * MTN refuses notes with special characters without saying which. Taken here: letters and digits of ASCII, blanks and
 * `. , : / ( ) _ -`. Whoever keeps to that is safe there.
 */
const note = { type: 'string', maxLength: 160, pattern: '^[A-Za-z0-9 .,:/()_-]*$' };

const common = {
  amount: { type: 'string', maxLength: 20 },
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  externalId: { type: 'string', minLength: 1, maxLength: 100 },
  payerMessage: note,
  payeeNote: note,
};

export const chargeBodySchema = {
  type: 'object',
  required: ['amount', 'currency', 'externalId', 'payer'],
  properties: {
    ...common,
    payer: {
      type: 'object',
      required: ['partyIdType', 'partyId'],
      properties: {
        partyIdType: { enum: ['MSISDN', 'EMAIL', 'PARTY_CODE'] },
        partyId: { type: 'string', maxLength: 254 },
      },
    },
  },
};

export const refundBodySchema = {
  type: 'object',
  required: ['amount', 'currency', 'externalId', 'referenceIdToRefund'],
  properties: { ...common, referenceIdToRefund: { type: 'string', maxLength: 36 } },
};

const partyIdPatterns: ReadonlyMap<string, RegExp> = new Map([
  ['MSISDN', /^\d{8,15}$/],
  ['EMAIL', /^[^\s@]+@[^\s@]+$/],
  ['PARTY_CODE', /^[0-9a-fA-F-]{36}$/],
]);

/** The party without anything the caller added to it. */
export function parseParty(given: Party): Party {
  if (partyIdPatterns.get(given.partyIdType)?.test(given.partyId) !== true) {
    throw malformed(
      `partyId is no ${given.partyIdType}; an MSISDN is 8 to 15 digits with the country code and without +`,
    );
  }
  return { partyIdType: given.partyIdType, partyId: given.partyId };
}

/** Both notes. An empty one is not a 400 at MTN: it was met as an internal error in production. */
export function parseNotes(given: { payerMessage?: string; payeeNote?: string }): {
  payerMessage: string;
  payeeNote: string;
} {
  const { payerMessage = '', payeeNote = '' } = given;
  if (payerMessage === '' || payeeNote === '') throw refusal('INTERNAL_PROCESSING_ERROR');
  return { payerMessage, payeeNote };
}
