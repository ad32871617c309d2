import { findCard, passesLuhn, type TestCard } from '../behaviour/test-cards.ts';

export type TypedCard =
  | { readonly kind: 'card'; readonly card: TestCard; readonly expires: string }
  | { readonly kind: 'mistake'; readonly sentence: string };

/** What was typed into the form. Only test numbers are taken, so that nobody's real card comes here. */
export function readTypedCard(
  typed: { readonly number: string; readonly expires: string; readonly code: string },
  now: Date,
): TypedCard {
  const number = typed.number.replaceAll(/[\s-]/g, '');
  if (!passesLuhn(number)) return { kind: 'mistake', sentence: 'This is not a card number.' };
  const card = findCard(number);
  if (card === undefined) return { kind: 'mistake', sentence: 'Only the test numbers below are taken here.' };
  const match = /^(0[1-9]|1[0-2])\s*\/\s*(?:20)?(\d{2})$/.exec(typed.expires.trim());
  if (match === null) return { kind: 'mistake', sentence: 'The end of the card is a month and a year, as 12/30.' };
  const [month, year] = [Number(match[1]), 2000 + Number(match[2])];
  // A card is good until its month is over.
  if (Date.UTC(year, month) <= now.getTime()) return { kind: 'mistake', sentence: 'This card has ended.' };
  if (!/^\d{3,4}$/.test(typed.code))
    return { kind: 'mistake', sentence: 'The security code has three or four digits.' };
  return { kind: 'card', card, expires: `${month}/${year}` };
}
