import { searchTrips } from '@safiri/contracts';
import { isServiceDate, type ServiceDate } from '@safiri/kernel';
import type { MessageKey } from '../messages/en.ts';
import { busesAddress } from '../network/addresses.ts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { loadDays, type DayView } from './load-days.server.ts';
import { loadHints, type SearchHints } from './load-hints.server.ts';
import { loadOffers, type OfferList } from './load-offers.server.ts';
import type { OfferChoice } from './offer-choice.ts';
import type { PlaceChoice, PlaceResolution } from './resolve-place.ts';
import { findWishedPlace } from './places.server.ts';
import { searchAddress, type SearchWish } from './search-address.ts';
import type { SearchProblems } from './search-form.tsx';
import { todayOfNetwork } from './today.server.ts';

export type Results = OfferList & {
  readonly fromName: string;
  readonly toName: string;
  readonly date: string;
  /** The page of this way, whatever the day: what search engines are to know instead of every search. */
  readonly canonical: string;
  readonly days: readonly DayView[];
  /** Only where nothing leaves. */
  readonly hints: SearchHints | undefined;
};

/** A search as far as it can be answered: with results, or with what stands in its way. */
export type SearchPage = {
  readonly today: string;
  readonly wish: SearchWish;
  readonly choice: OfferChoice;
  readonly problems: SearchProblems;
  readonly results: Results | undefined;
};

export async function loadResults(visit: Visit, asked: SearchWish, choice: OfferChoice): Promise<SearchPage> {
  const [today, from, to] = await Promise.all([
    todayOfNetwork(visit),
    findWishedPlace(visit, asked.from),
    findWishedPlace(visit, asked.to),
  ]);
  const date = asked.date === '' ? today : asked.date;
  const wish = { ...asked, date };
  const problems = problemsOf(from, to, date);
  const page = { today, wish, choice, problems, results: undefined };
  if (from.kind !== 'found' || to.kind !== 'found' || !isServiceDate(date) || problems.errors.to !== undefined)
    return page;
  const found = await findTrips(visit, { wish, choice, from: from.place, to: to.place, date, today });
  return found === undefined
    ? { ...page, problems: { errors: { from: 'search.error.place-gone' }, choices: {} } }
    : { ...page, ...found };
}

type Settled = {
  readonly wish: SearchWish;
  readonly choice: OfferChoice;
  readonly from: PlaceChoice;
  readonly to: PlaceChoice;
  readonly date: ServiceDate;
  readonly today: ServiceDate;
};

/** Undefined where one of the places is gone. */
async function findTrips(
  visit: Visit,
  { wish, choice, from, to, date, today }: Settled,
): Promise<{ readonly wish: SearchWish; readonly results: Results } | undefined> {
  const answer = await visit.api(searchTrips, { query: { from: from.id, to: to.id, date } });
  if (!answer.ok && answer.code === 'PLACE_UNKNOWN') return undefined;
  if (!answer.ok) throw failPage(visit, answer);
  const { offers } = answer.value;
  // A search by id alone knows no names when nothing was found: it goes on by id.
  const wishFor = (place: PlaceChoice, name: string | undefined) =>
    place.name === '' && name === undefined
      ? { text: place.id, pickedId: '' }
      : { text: place.name || (name ?? ''), pickedId: place.id };
  const [first] = offers;
  const settled = { ...wish, from: wishFor(from, first?.from.name), to: wishFor(to, first?.to.name) };
  const search = { from: from.id, to: to.id, date };
  const [list, days, hints] = await Promise.all([
    loadOffers(visit, { offers, choice, outbound: wish.outbound }),
    loadDays(visit, { ...search, today, hrefOf: (day) => searchAddress({ ...settled, date: day }, choice) }),
    offers.length === 0 ? loadHints(visit, { ...search, wish: settled }) : undefined,
  ]);
  const nameOf = ({ text, pickedId }: SearchWish['from']): string => (pickedId === '' ? '' : text);
  return {
    wish: settled,
    results: {
      ...list,
      fromName: nameOf(settled.from),
      toName: nameOf(settled.to),
      date: visit.writing.longDate(date),
      canonical: busesAddress({ id: from.id, name: settled.from.text }, { id: to.id, name: settled.to.text }),
      days,
      hints,
    },
  };
}

const errorOf: Readonly<Record<PlaceResolution['kind'], MessageKey | undefined>> = {
  found: undefined,
  choices: undefined,
  unknown: 'search.error.place-unknown',
  missing: 'search.error.place-missing',
};

function problemsOf(from: PlaceResolution, to: PlaceResolution, date: string): SearchProblems {
  const samePlace = from.kind === 'found' && to.kind === 'found' && from.place.id === to.place.id;
  return {
    errors: {
      from: errorOf[from.kind],
      to: samePlace ? 'search.error.same-place' : errorOf[to.kind],
      date: isServiceDate(date) ? undefined : 'search.error.date',
    },
    choices: {
      from: from.kind === 'choices' ? from.places : undefined,
      to: to.kind === 'choices' ? to.places : undefined,
    },
  };
}
