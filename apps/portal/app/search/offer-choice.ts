/** Which of the found trips are shown, and in which order, as the address of a search says. */
export type OfferChoice = {
  readonly companies: readonly string[];
  readonly times: readonly string[];
  readonly classes: readonly string[];
  readonly amenities: readonly string[];
  readonly sort: Sort;
  /** How many are shown at first; the rest is a link away. */
  readonly show: number;
};

export const timesOfDay = ['night', 'morning', 'afternoon', 'evening'] as const;
export const sorts = ['departure', 'price', 'duration'] as const;
export type TimeOfDay = (typeof timesOfDay)[number];
export type Sort = (typeof sorts)[number];

/** What is compared of a trip. */
export type OfferFacts = {
  readonly companyId: string;
  readonly time: TimeOfDay;
  readonly classes: readonly string[];
  readonly amenities: readonly string[];
  readonly currency: string;
  readonly fareMinor: number;
  readonly departsAt: number;
  readonly minutes: number;
};

/** What one scrolls through on a phone. */
export const shownAtFirst = 20;
const mostShown = 100;
/** More boxes than a page ever has. */
const mostValues = 20;
const longestValue = 60;

export const everything: OfferChoice = {
  companies: [],
  times: [],
  classes: [],
  amenities: [],
  sort: 'departure',
  show: shownAtFirst,
};

export function readChoice(query: URLSearchParams): OfferChoice {
  const all = (name: string): string[] =>
    [...new Set(query.getAll(name))]
      .filter((value) => value !== '' && value.length <= longestValue)
      .slice(0, mostValues);
  const show = Number(query.get('show') ?? shownAtFirst);
  return {
    companies: all('company'),
    times: all('time'),
    classes: all('class'),
    amenities: all('with'),
    sort: sorts.find((sort) => sort === query.get('sort')) ?? 'departure',
    show: Number.isInteger(show) ? Math.min(Math.max(show, shownAtFirst), mostShown) : shownAtFirst,
  };
}

export function writeChoice({ companies, times, classes, amenities, sort, show }: OfferChoice): [string, string][] {
  const each = (name: string, values: readonly string[]): [string, string][] => values.map((value) => [name, value]);
  return [
    ...each('company', companies),
    ...each('time', times),
    ...each('class', classes),
    ...each('with', amenities),
    ...each('sort', sort === 'departure' ? [] : [sort]),
    ...each('show', show === shownAtFirst ? [] : [String(show)]),
  ];
}

export function filtersOf({ companies, times, classes, amenities }: OfferChoice): number {
  return companies.length + times.length + classes.length + amenities.length;
}

/** One of the companies, times and classes that are ticked, and everything else that is; sorted. */
export function chooseOffers<Offer extends { readonly facts: OfferFacts }>(
  offers: readonly Offer[],
  choice: OfferChoice,
): Offer[] {
  const oneOf = (ticked: readonly string[], ...has: readonly string[]): boolean =>
    ticked.length === 0 || has.some((each) => ticked.includes(each));
  return offers
    .filter(
      ({ facts }) =>
        oneOf(choice.companies, facts.companyId) &&
        oneOf(choice.times, facts.time) &&
        oneOf(choice.classes, ...facts.classes) &&
        choice.amenities.every((each) => facts.amenities.includes(each)),
    )
    .toSorted(
      (one, other) => compare[choice.sort](one.facts, other.facts) || one.facts.departsAt - other.facts.departsAt,
    );
}

/** Prices of two currencies do not compare: each currency is listed by itself. */
const compare: Readonly<Record<Sort, (one: OfferFacts, other: OfferFacts) => number>> = {
  departure: () => 0,
  price: (one, other) => one.currency.localeCompare(other.currency) || one.fareMinor - other.fareMinor,
  duration: (one, other) => one.minutes - other.minutes,
};

/** Night is before six. */
export function timeOfDay(hour: number): TimeOfDay {
  return timesOfDay[Math.min(3, Math.max(0, Math.floor(hour / 6)))] ?? 'night';
}
