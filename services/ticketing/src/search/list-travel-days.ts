import type { listTravelDays as operation, Money, OutputOf, QueryOf, TravelDay } from '@safiri/contracts';
import { addDays, serviceDate } from '@safiri/kernel';
import { createAnswers } from './answers.ts';
import { chooseOffers, daysOf, onDate, type Offer } from './choose-offers.ts';
import type { NetworkMemory } from './network-memory.ts';
import { refuseUnknownPlaces } from './search-trips.ts';

type Query = QueryOf<typeof operation>;
type Found = OutputOf<typeof operation>;

const dayBytes = 250;
const mostCurrencies = 5;

/** On which days one can travel, and from how much on. */
export type TravelDays = (query: Query) => Promise<Found>;

export function createTravelDays(memory: NetworkMemory): TravelDays {
  const answers = createAnswers<Found>(({ days }) => days.length * dayBytes);
  return async (query) => {
    const now = await memory.catchUp();
    const key = `${query.from} ${query.to} ${query.first} ${query.days}`;
    return await answers.get(key, memory.generation(), async () => await findDays(memory, query, now));
  };
}

async function findDays(memory: NetworkMemory, query: Query, now: number): Promise<Found> {
  const connection = await memory.connect(query);
  refuseUnknownPlaces(connection);
  const first = serviceDate(query.first);
  const dates = Array.from({ length: query.days }, (_day, index) => {
    const date = addDays(first, index);
    return { date, rides: onDate(connection.rides, date) };
  });
  // All that is missing is loaded in one go; each day then finds its own.
  await memory.listDepartures(daysOf(dates.flatMap(({ rides }) => rides)));
  return {
    days: await Promise.all(
      dates.map(async ({ date, rides }): Promise<TravelDay> => {
        const offers = chooseOffers(rides, await memory.listDepartures(daysOf(rides)), now);
        return { date, trips: offers.length, lowestFares: lowestFares(offers) };
      }),
    ),
  };
}

function lowestFares(offers: readonly Offer[]): Money[] {
  const byCurrency = Map.groupBy(offers, ({ ride }) => ride.fare.currency);
  return [...byCurrency]
    .toSorted(([one, some], [other, more]) => more.length - some.length || (one < other ? -1 : 1))
    .slice(0, mostCurrencies)
    .map(([currency, priced]) => ({
      currency,
      amountMinor: Math.min(...priced.map(({ ride }) => ride.fare.amountMinor)),
    }));
}
