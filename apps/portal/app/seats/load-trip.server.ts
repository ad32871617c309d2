import { addressOf } from '@safiri/client';
import { followSeatMap, getSeatMap, getTrip, type Operation, type SeatMap } from '@safiri/contracts';
import { assert, money, newId, systemClock } from '@safiri/kernel';
import { viewStretch } from '../ui/view-stretch.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import type { Visit } from '../visit/visit.server.ts';
import { mostSeats, readSeats } from './journey-choice.ts';
import { loadOutbound, type Outbound } from './outbound.server.ts';
import type { SeatsNow } from './seats-for.ts';

export type TripAddress = {
  readonly tripId: number;
  readonly from: number;
  readonly to: number;
  readonly outbound: string;
  /** Seats ticked before: somebody comes back to change them. */
  readonly seats: readonly number[];
  /** Whether the visitor said before that she is a woman travelling alone. */
  readonly alone: boolean;
};

/** Throws "not found" for an address that names no stretch of a trip. */
export function readTripAddress(visit: Visit, tripId: string, request: Request): TripAddress {
  const query = new URL(request.url).searchParams;
  const [trip = Number.NaN, from = Number.NaN, to = Number.NaN] = [
    tripId,
    query.get('from') ?? '',
    query.get('to') ?? '',
  ].map((text) => (/^\d{1,16}$/.test(text) ? Number(text) : Number.NaN));
  if (!(Number.isSafeInteger(trip) && trip > 0 && from < to && to <= 255)) throw failPage(visit, { code: 'NOT_FOUND' });
  return {
    tripId: trip,
    from,
    to,
    outbound: query.get('outbound') ?? '',
    seats: readSeats((query.get('seats') ?? '').split('-')),
    alone: query.get('alone') === 'yes',
  };
}

export async function loadTrip(visit: Visit, address: TripAddress) {
  const { tripId, from, to } = address;
  const [trip, map, outbound] = await Promise.all([
    visit.api(getTrip, { params: { tripId } }),
    visit.api(getSeatMap, { params: { tripId }, query: { from, to } }),
    loadOutbound(visit, address.outbound),
  ]);
  if (!trip.ok) throw failPage(visit, trip);
  if (!map.ok) throw failPage(visit, map.code === 'STRETCH_INVALID' ? { code: 'NOT_FOUND' } : map);
  const ends = { from: trip.value.stops[from], to: trip.value.stops[to] };
  if (ends.from === undefined || ends.to === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const stretch = viewStretch({ from: ends.from, to: ends.to, approximate: trip.value.approximate }, visit.writing);
  const hasLeft = millisecondsOf(ends.from.departsAt) <= systemClock.now().getTime();
  return {
    /** Names one intent to hold seats: sent again it finds the hold it made. */
    formKey: newId(),
    companyName: trip.value.companyName,
    routeName: trip.value.routeName,
    state: trip.value.status === 'cancelled' ? ('cancelled' as const) : hasLeft ? ('left' as const) : ('open' as const),
    stretch,
    stops: trip.value.stops
      .slice(from, to + 1)
      .map((stop) => ({ id: stop.index, name: stop.name, time: visit.writing.time(stop.departsAt, stop.timeZone) })),
    fare: visit.writing.money(map.value.fare),
    totals: totalsOf(visit, map.value, outbound),
    decks: map.value.decks,
    seats: { taken: map.value.taken, womenOnly: map.value.womenOnly } satisfies SeatsNow,
    live: { updates: browserAddress(followSeatMap, address), map: browserAddress(getSeatMap, address) },
    choice: { tripId, from, to, seats: address.seats, alone: address.alone || outbound?.choice.alone === true },
    outbound,
    /** The day one arrives is the first one can come back. */
    returnDate: visit.writing.localDate(ends.to.arrivesAt, ends.to.timeZone),
  };
}

export type TripPage = Awaited<ReturnType<typeof loadTrip>>;

/** Where the visitor's browser asks for something of a stretch, on the origin that the page came from. */
function browserAddress(operation: Operation, { tripId, from, to }: TripAddress): string {
  const address = addressOf(operation, { params: { tripId }, query: { from, to } });
  assert(address !== undefined, 'numbers lead nowhere else');
  return address;
}

/** What 0, 1 … 8 seats cost together with the outbound journey, written out; undefined where currencies differ and no sum exists. */
function totalsOf(visit: Visit, map: SeatMap, outbound: Outbound | undefined): string[] | undefined {
  if (outbound !== undefined && outbound.fare.currency !== map.fare.currency) return undefined;
  const before = outbound === undefined ? 0 : outbound.fare.amountMinor * outbound.choice.seats.length;
  return Array.from({ length: mostSeats + 1 }, (_, count) =>
    visit.writing.money(money(before + map.fare.amountMinor * count, map.fare.currency)),
  );
}
