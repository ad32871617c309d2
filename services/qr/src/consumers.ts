import {
  patternsChanged,
  stopsChanged,
  ticketIssued,
  ticketsCancelled,
  tripCancelled,
  tripsScheduled,
} from '@safiri/contracts';
import { on, onMany, type Consumer } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { keepPatternCalls, keepStations } from './scans/places-of-trip.ts';
import { keepTickets, onTicketIssued } from './tickets/on-ticket-issued.ts';
import { keepTrips } from './tickets/on-trips-scheduled.ts';

export function consumers(ctx: Ctx): Consumer[] {
  return [
    onMany(ticketIssued, (tx, messages) =>
      onTicketIssued(
        ctx,
        tx,
        messages.flatMap(({ payload }) => payload.tickets),
      ),
    ),
    on(ticketsCancelled, (tx, { tickets }) => keepTickets(tx, tickets)),
    on(patternsChanged, keepPatternCalls),
    on(stopsChanged, keepStations),
    on(tripsScheduled, (tx, { trips }) => keepTrips(tx, trips)),
    on(tripCancelled, (tx, { trip }) => keepTrips(tx, [trip])),
  ];
}
