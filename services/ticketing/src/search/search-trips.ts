import type { OutputOf, QueryOf, searchTrips as operation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { Database } from '@safiri/runtime';
import { createAnswers, type Answers } from './answers.ts';
import { chooseOffers, daysOf, onDate, type Offer } from './choose-offers.ts';
import { listSeatBits } from './departure-queries.ts';
import type { Ride } from './find-rides.ts';
import { exactlyFree, freeSeats } from './known-seats.ts';
import { usualAges, type Ages } from './look-for-changes.ts';
import { createNetworkMemory, type Connection, type NetworkMemory } from './network-memory.ts';
import { offersText } from './offers-text.ts';
import { viewOffer, type FoundOffer } from './view-offer.ts';

type Query = QueryOf<typeof operation>;
type Found = OutputOf<typeof operation>;

/** As they lie in memory, names shared. */
const offerBytes = 800;
const answerBytes = 200;

/** Finds trips from a stop or any stop of a station to another that leave on a date. */
export type TripSearch = (query: Query) => Promise<Found>;

/** A search with a memory of its own, or with that of the process. */
export function createTripSearch(
  db: Database,
  ages: Ages = usualAges,
  memory: NetworkMemory = createNetworkMemory(db, ages),
): TripSearch {
  const bytesOf = ({ offers }: Found): number => answerBytes + offers.length * offerBytes;
  return createSearch({
    db,
    memory,
    answers: createAnswers(bytesOf),
    view: (offers) => ({ offers: offers.map(viewOffer) }),
  });
}

/** The same as JSON, of which most is written once: a quarter of the time of a search was writing it anew. */
export function createTripSearchText(db: Database, memory: NetworkMemory): (query: Query) => Promise<string> {
  return createSearch({ db, memory, answers: createAnswers((text: string) => text.length), view: offersText });
}

type Searching<Answer> = {
  readonly db: Database;
  readonly memory: NetworkMemory;
  readonly answers: Answers<Answer>;
  readonly view: (offers: readonly FoundOffer[]) => Answer;
};

function createSearch<Answer>({ db, memory, answers, view }: Searching<Answer>): (query: Query) => Promise<Answer> {
  return async (query) => {
    const now = await memory.catchUp();
    const key = `${query.from} ${query.to} ${query.date}`;
    return await answers.get(key, memory.generation(), async () => view(await findOffers({ db, memory, now }, query)));
  };
}

/** Trips that leave on the asked date, as clocks at the boarding stop show it. Full ones are listed too. */
async function findOffers(
  { db, memory, now }: { readonly db: Database; readonly memory: NetworkMemory; readonly now: number },
  query: Query,
): Promise<FoundOffer[]> {
  const connection = await memory.connect(query);
  const rides = onDate(connection.rides, query.date);
  const offers = chooseOffers(rides, await memory.listDepartures(daysOf(rides)), now);
  // Whoever finds trips named real places; only a fruitless search needs to know why.
  if (offers.length === 0) refuseUnknownPlaces(connection);
  const free = await countFreeSeats(db, offers, now);
  return offers.map(({ ride, departure }, index) => ({ ride, departure, seatsFree: free[index] ?? 0 }));
}

export function refuseUnknownPlaces({ fromKnown, toKnown }: Connection): void {
  if (!fromKnown)
    throw new DomainError('PLACE_UNKNOWN', 'There is no such place to leave from.', { field: '/query/from' });
  if (!toKnown) throw new DomainError('PLACE_UNKNOWN', 'There is no such place to go to.', { field: '/query/to' });
}

/** From the counts where they tell, else from the seats themselves, which are remembered with the trip. */
async function countFreeSeats(db: Database, offers: readonly Offer[], now: number): Promise<number[]> {
  const counted = offers.map(({ departure, ride }) => freeSeats(departure, stretchOf(ride), now));
  const unclear = offers.flatMap(({ departure }, index) => (counted[index] === undefined ? [departure] : []));
  if (unclear.length === 0) return counted.map((free) => free ?? 0);
  const seen = unclear.map((departure) => departure.seats);
  const bitsOf = await listSeatBits(
    db,
    unclear.map((departure) => departure.tripId),
  );
  for (const [index, departure] of unclear.entries()) {
    const bits = bitsOf.get(departure.tripId);
    // Counts that came meanwhile may be younger than these bits.
    if (bits !== undefined && departure.seats === seen[index]) departure.seats = { ...departure.seats, bits };
  }
  return offers.map(({ departure, ride }, index) => {
    const bits = bitsOf.get(departure.tripId);
    return counted[index] ?? (bits === undefined ? 0 : exactlyFree(departure.capacity, bits, stretchOf(ride)));
  });
}

function stretchOf({ from, to }: Ride): { readonly from: number; readonly to: number } {
  return { from: from.index, to: to.index };
}
