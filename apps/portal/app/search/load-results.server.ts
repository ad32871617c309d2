import { searchTrips } from '@safiri/contracts';
import { addDays, isServiceDate, type ServiceDate } from '@safiri/kernel';
import type { MessageKey } from '../messages/en.ts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import type { PlaceResolution } from './resolve-place.ts';
import { findWishedPlace } from './places.server.ts';
import { searchAddress, type SearchWish } from './search-address.ts';
import type { SearchProblems } from './search-form.tsx';
import { todayOfNetwork } from './today.server.ts';
import { viewOffer, type OfferView } from './view-offer.server.ts';

export type Results = {
  readonly fromName: string;
  readonly toName: string;
  readonly date: string;
  readonly previousDay: { readonly href: string; readonly date: string } | undefined;
  readonly nextDay: { readonly href: string; readonly date: string };
  readonly offers: readonly OfferView[];
};

/** A search as far as it can be answered: with results, or with what stands in its way. */
export type SearchPage = {
  readonly today: string;
  readonly wish: SearchWish;
  readonly problems: SearchProblems;
  readonly results: Results | undefined;
};

export async function loadResults(visit: Visit, asked: SearchWish): Promise<SearchPage> {
  const [today, from, to] = await Promise.all([
    todayOfNetwork(visit),
    findWishedPlace(visit, asked.from),
    findWishedPlace(visit, asked.to),
  ]);
  const date = asked.date === '' ? today : asked.date;
  const wish = { ...asked, date };
  const problems = problemsOf(from, to, date);
  if (from.kind !== 'found' || to.kind !== 'found' || !isServiceDate(date) || problems.errors.to !== undefined)
    return { today, wish, problems, results: undefined };
  const answer = await visit.api(searchTrips, { query: { from: from.place.id, to: to.place.id, date } });
  if (!answer.ok && answer.code === 'PLACE_UNKNOWN')
    return { today, wish, problems: { errors: { from: 'search.error.place-gone' }, choices: {} }, results: undefined };
  if (!answer.ok) throw failPage(visit, answer);
  const { offers } = answer.value;
  const settled: SearchWish = {
    ...wish,
    from: { text: from.place.name || (offers[0]?.from.name ?? ''), pickedId: from.place.id },
    to: { text: to.place.name || (offers[0]?.to.name ?? ''), pickedId: to.place.id },
  };
  return {
    today,
    wish: settled,
    problems,
    results: {
      fromName: settled.from.text,
      toName: settled.to.text,
      date: visit.writing.longDate(date),
      ...daysAround(visit, { wish: settled, asked, date, today }),
      offers: offers.map((offer) => viewOffer(offer, visit.writing, wish.outbound)),
    },
  };
}

type Day = {
  readonly wish: SearchWish;
  readonly asked: SearchWish;
  readonly date: ServiceDate;
  readonly today: ServiceDate;
};

function daysAround(visit: Visit, { wish, asked, date, today }: Day): Pick<Results, 'previousDay' | 'nextDay'> {
  const dayAt = (other: ServiceDate) => ({
    // A search by id alone knows no names when nothing was found: it goes on by id.
    href: searchAddress({
      ...wish,
      from: wish.from.text === '' ? asked.from : wish.from,
      to: wish.to.text === '' ? asked.to : wish.to,
      date: other,
    }),
    date: visit.writing.shortDate(other),
  });
  return { previousDay: date > today ? dayAt(addDays(date, -1)) : undefined, nextDay: dayAt(addDays(date, 1)) };
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
