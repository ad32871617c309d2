import { getSeatMap, getTrip, type Money, type SeatMap } from '@safiri/contracts';
import { viewStretch, type StretchView } from '../ui/view-stretch.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { readJourneyChoice, type JourneyChoice } from './journey-choice.ts';
import { takenFor } from './seats-for.ts';

/** The first journey of a round trip, chosen and not yet held. */
export type Outbound = {
  readonly text: string;
  readonly choice: JourneyChoice;
  readonly stretch: StretchView;
  readonly decks: SeatMap['decks'];
  /** Chosen seats that somebody else has by now. */
  readonly lost: readonly number[];
  readonly fare: Money;
};

/** Undefined when the address carries none, or one that is not on sale any more: the visitor then goes on with a single journey. */
export async function loadOutbound(visit: Visit, text: string): Promise<Outbound | undefined> {
  const choice = readJourneyChoice(text);
  if (choice === undefined) return undefined;
  const { tripId, from, to, seats } = choice;
  const [trip, map] = await Promise.all([
    visit.api(getTrip, { params: { tripId } }),
    visit.api(getSeatMap, { params: { tripId }, query: { from, to } }),
  ]);
  if (!trip.ok || !map.ok) return undefined;
  const ends = { from: trip.value.stops[from], to: trip.value.stops[to] };
  if (ends.from === undefined || ends.to === undefined) return undefined;
  const taken = takenFor(map.value, choice);
  return {
    text,
    choice,
    stretch: viewStretch({ from: ends.from, to: ends.to, approximate: trip.value.approximate }, visit.writing),
    decks: map.value.decks,
    lost: seats.filter((seat) => taken.includes(seat)),
    fare: map.value.fare,
  };
}
