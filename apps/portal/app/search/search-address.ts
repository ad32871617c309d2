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

export function searchAddress(wish: SearchWish): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string): void => {
    if (value !== '') query.set(name, value);
  };
  put('from', wish.from.text);
  put('fromId', wish.from.pickedId);
  put('to', wish.to.text);
  put('toId', wish.to.pickedId);
  put('date', wish.date);
  put('outbound', wish.outbound);
  return `/search?${query.toString()}`;
}
