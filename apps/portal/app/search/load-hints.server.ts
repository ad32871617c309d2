import { getPlace, type Place } from '@safiri/contracts';
import { isServiceDate, type ServiceDate } from '@safiri/kernel';
import type { Visit } from '../visit/visit.server.ts';
import { findNextDay } from './load-days.server.ts';
import { searchAddress, type SearchWish } from './search-address.ts';

/** What may help somebody who found no bus. */
export type SearchHints = {
  readonly nextDay: { readonly date: string; readonly href: string } | undefined;
  readonly nearby: readonly { readonly from: string; readonly to: string; readonly href: string }[];
  readonly otherWay: { readonly date: string; readonly href: string } | undefined;
};

export type FruitlessSearch = {
  readonly wish: SearchWish;
  readonly from: string;
  readonly to: string;
  readonly date: ServiceDate;
};

const nearbyTried = 3;

export async function loadHints(visit: Visit, search: FruitlessSearch): Promise<SearchHints> {
  const { wish, from, to, date } = search;
  const [nextDay, otherWay, nearby] = await Promise.all([
    findNextDay(visit, { from, to, first: date }),
    findNextDay(visit, { from: to, to: from, first: date }),
    findNearby(visit, search),
  ]);
  const back = { ...wish, from: wish.to, to: wish.from };
  return {
    nextDay: dayOf(visit, wish, nextDay),
    otherWay: dayOf(visit, back, otherWay),
    nearby,
  };
}

function dayOf(visit: Visit, wish: SearchWish, date: string | undefined): SearchHints['nextDay'] {
  return date === undefined || !isServiceDate(date)
    ? undefined
    : { date: visit.writing.longDate(date), href: searchAddress({ ...wish, date }) };
}

/** The same journey from or to places nearby, as far as buses go there. */
async function findNearby(visit: Visit, { wish, from, to, date }: FruitlessSearch): Promise<SearchHints['nearby']> {
  const [nearFrom, nearTo] = await Promise.all([placesNear(visit, from), placesNear(visit, to)]);
  const tried = [
    ...nearFrom.map((place) => ({ ...wish, from: { text: place.name, pickedId: place.stopId } })),
    ...nearTo.map((place) => ({ ...wish, to: { text: place.name, pickedId: place.stopId } })),
  ].filter((other) => other.from.pickedId !== other.to.pickedId);
  const found = await Promise.all(
    tried.map(async (other) => {
      const day = await findNextDay(visit, { from: other.from.pickedId, to: other.to.pickedId, first: date });
      return day === undefined
        ? []
        : [{ from: other.from.text, to: other.to.text, href: searchAddress({ ...other, date: day }) }];
    }),
  );
  return found.flat();
}

async function placesNear(visit: Visit, placeId: string): Promise<Place[]> {
  const answer = await visit.api(getPlace, { params: { placeId } });
  return answer.ok ? answer.value.nearby.slice(0, nearbyTried) : [];
}
