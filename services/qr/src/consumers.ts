import { ticketIssued, ticketsCancelled, tripCancelled, tripsScheduled } from '@safiri/contracts';
import { on, type Consumer } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { keepTickets, onTicketIssued } from './tickets/on-ticket-issued.ts';
import { keepTrips } from './tickets/on-trips-scheduled.ts';

export function consumers(ctx: Ctx): Consumer[] {
  return [
    on(ticketIssued, (tx, { tickets }) => onTicketIssued(ctx, tx, tickets)),
    on(ticketsCancelled, (tx, { tickets }) => keepTickets(tx, tickets)),
    on(tripsScheduled, (tx, { trips }) => keepTrips(tx, trips)),
    on(tripCancelled, (tx, { trip }) => keepTrips(tx, [trip])),
  ];
}
