import { newId } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { ClaimRow } from '../holds/claim-queries.ts';
import { seatOf } from '../holds/layout-seats.ts';
import type { TripOnSale } from '../network/trip-queries.ts';
import { newShortCode } from '../orders/codes.ts';
import { stretchOf } from '../orders/order-view.ts';
import { insertTickets, type TicketRow } from './ticket-queries.ts';

/**
 * A ticket is good from the day its trip can go on sale, which is at most two years ahead: it names its trip, so it cannot be
 * used on an earlier bus, and a driver who opens the doors early is right.
 */
const validDaysBefore = 731;
/** It stays good until long after the planned arrival: a bus that stands half a day must not strand its passengers. */
const validHoursAfter = 12;

/** One ticket for each claim. A short code that its trip knows already fails the transaction, and its repeat draws another. */
export async function issueTickets(
  tx: Tx,
  claims: readonly ClaimRow[],
  trips: ReadonlyMap<number, TripOnSale>,
): Promise<TicketRow[]> {
  const tickets = claims.flatMap((claim) => {
    const trip = trips.get(claim.tripId);
    return trip === undefined ? [] : [ticketFor(claim, trip)];
  });
  await insertTickets(tx, tickets);
  return tickets;
}

function ticketFor(claim: ClaimRow, trip: TripOnSale): TicketRow {
  const { from, to } = stretchOf(trip, claim);
  return {
    ticketId: newId(),
    version: 1,
    orderId: claim.orderId,
    tripId: claim.tripId,
    claimId: claim.claimId,
    companyId: claim.companyId,
    epoch: 1,
    status: 'issued',
    shortCode: newShortCode(),
    token: null,
    seat: claim.seat,
    seatLabel: seatOf(trip.layout, claim.seat).label,
    from: claim.from,
    to: claim.to,
    fromStop: from.name,
    toStop: to.name,
    passengerName: claim.passengerName,
    validFrom: hoursAfter(from.departsAt, -24 * validDaysBefore),
    validUntil: hoursAfter(to.arrivesAt, validHoursAfter),
  };
}

function hoursAfter(instant: string, hours: number): Date {
  return new Date(Date.parse(instant) + hours * 3_600_000);
}
