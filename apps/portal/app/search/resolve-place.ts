import type { Place } from '@safiri/contracts';

/** A place as the search needs it: the contract's Place without its coordinates. */
export type PlaceChoice = {
  readonly id: string;
  readonly name: string;
  readonly kind: Place['kind'];
  /** By which it was found, where that is not its own name. */
  readonly otherName?: string;
  readonly companies: readonly string[];
};

/** What somebody typed into a place field, and the place they picked from a list, if they did. */
export type PlaceWish = { readonly text: string; readonly pickedId: string };

export type PlaceResolution =
  | { readonly kind: 'found'; readonly place: PlaceChoice }
  /** Several places fit: the visitor says which. */
  | { readonly kind: 'choices'; readonly places: readonly PlaceChoice[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing' };

/** A person reads this many choices; with more they type another letter. */
const choicesShown = 8;

/**
 * The place a text means among the places the network found for it. A pick counts only while it is one of them, so that
 * a text changed after the pick is not searched under the old one.
 */
export function resolvePlace(wish: PlaceWish, found: readonly PlaceChoice[]): PlaceResolution {
  if (wish.text.trim() === '') return { kind: 'missing' };
  const picked = found.find((place) => place.id === wish.pickedId);
  if (picked !== undefined) return { kind: 'found', place: picked };
  const wanted = foldName(wish.text);
  const exact = found.filter(({ name, otherName }) =>
    [name, otherName].some((each) => foldName(each ?? '') === wanted),
  );
  // Who types the name of a town means all of it, and who types that of a station its stops.
  const largest = exact.filter((place) => place.kind === 'town' || place.kind === 'district');
  const stations = exact.filter((place) => place.kind === 'station');
  const candidates =
    [largest, stations, exact].find(({ length }) => length === 1) ?? (exact.length === 0 ? found : exact);
  const [only] = candidates;
  if (only === undefined) return { kind: 'unknown' };
  return candidates.length === 1
    ? { kind: 'found', place: only }
    : { kind: 'choices', places: candidates.slice(0, choicesShown) };
}

/** A name without accents, case and doubled blanks: "  Musanzé " and "musanze" are the same place to whoever types. */
export function foldName(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
