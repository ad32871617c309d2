import { everything, writeChoice, type OfferChoice } from './offer-choice.ts';
import type { PlaceWish } from './resolve-place.ts';

/** What a search address asks for: `/search?from=Kigali&fromId=…&to=Huye&toId=…&date=2026-11-22&outbound=…`. */
export type SearchWish = {
  readonly from: PlaceWish;
  readonly to: PlaceWish;
  readonly date: string;
  /** The first journey of a round trip, as a text of journey-choice.ts; empty for a single journey. */
  readonly outbound: string;
};

/** No name of a place is longer; the contract takes no more. */
const textLimit = 80;

export function readSearch(query: URLSearchParams): SearchWish {
  const read = (name: string): string => (query.get(name) ?? '').trim().slice(0, textLimit);
  return {
    from: { text: read('from'), pickedId: read('fromId') },
    to: { text: read('to'), pickedId: read('toId') },
    date: read('date'),
    outbound: query.get('outbound') ?? '',
  };
}

export function searchAddress(wish: SearchWish, choice: OfferChoice = everything): string {
  return `/search?${new URLSearchParams([...searchFields(wish), ...writeChoice(choice)]).toString()}`;
}

/** As a form sends them. */
export function searchFields({ from, to, date, outbound }: SearchWish): [string, string][] {
  const fields: [string, string][] = [
    ['from', from.text],
    ['fromId', from.pickedId],
    ['to', to.text],
    ['toId', to.pickedId],
    ['date', date],
    ['outbound', outbound],
  ];
  return fields.filter(([, value]) => value !== '');
}
