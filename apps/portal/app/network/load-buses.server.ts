import { searchTrips } from '@safiri/contracts';
import { isServiceDate } from '@safiri/kernel';
import { findNextDay, loadDays } from '../search/load-days.server.ts';
import { loadOffers } from '../search/load-offers.server.ts';
import { everything } from '../search/offer-choice.ts';
import { searchAddress } from '../search/search-address.ts';
import { todayOfNetwork } from '../search/today.server.ts';
import { originOf } from '../visit/cookies.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { busesAddress } from './addresses.ts';
import { keepToAddress, loadPlace, namedPlace } from './load-place.server.ts';
import { scriptText, tripsData } from './structured-data.server.ts';

/** The next buses from one place to another: those of the first day from today on that has any. */
export async function loadBuses(visit: Visit, request: Request, slugs: { readonly from: string; readonly to: string }) {
  const [begin, end] = await Promise.all([loadPlace(visit, slugs.from), loadPlace(visit, slugs.to)]);
  const [from, to] = [namedPlace(begin.place), namedPlace(end.place)];
  const address = busesAddress(from, to);
  keepToAddress(request, address);
  const today = await todayOfNetwork(visit);
  const next = await findNextDay(visit, { from: from.id, to: to.id, first: today });
  const date = next !== undefined && isServiceDate(next) ? next : today;
  const wish = {
    from: { text: from.name, pickedId: from.id },
    to: { text: to.name, pickedId: to.id },
    date,
    outbound: '',
  };
  const answer = await visit.api(searchTrips, { query: { from: from.id, to: to.id, date } });
  const offers = answer.ok ? answer.value.offers : [];
  const [days, list] = await Promise.all([
    loadDays(visit, {
      from: from.id,
      to: to.id,
      date,
      today,
      hrefOf: (day) => searchAddress({ ...wish, date: day }),
    }),
    loadOffers(visit, { offers, choice: everything, outbound: '' }),
  ]);
  return {
    from,
    to,
    address,
    back: busesAddress(to, from),
    date: visit.writing.longDate(date),
    wish,
    today,
    days,
    offers: list.offers,
    all: searchAddress(wish),
    structured: scriptText(tripsData(offers.slice(0, everything.show), originOf(request))),
  };
}
