import type { ScanResult } from '@safiri/contracts';
import type { TicketRow, TripRow } from './scan-queries.ts';

/** What is known at the door; pure, so that every case is a line in a table of tests. */
export type Door = {
  readonly trip: TripRow;
  readonly tripId: number;
  readonly stopIndex: number | null;
  readonly now: Date;
  /** The genuine token's own words. */
  readonly token: { readonly tripId: number; readonly epoch: number };
  /** Our copy of the ticket; undefined when no paid ticket of that id is known. */
  readonly ticket: TicketRow | undefined;
};

export type Verdict = Exclude<ScanResult, 'forged' | 'already-boarded' | 'accepted'> | 'may-board';

/** The first reason that keeps this ticket off this bus here and now; whether somebody boarded with it is decided by the database. */
export function judgeScan(door: Door): Verdict {
  const { ticket, token, stopIndex, now } = door;
  if (token.tripId !== door.tripId) return 'wrong-trip';
  if (ticket === undefined || token.epoch > ticket.epoch) return 'not-paid';
  if (door.trip.status === 'cancelled' || ticket.status === 'cancelled') return 'cancelled';
  if (token.epoch < ticket.epoch) return 'replaced';
  if (stopIndex !== null && (stopIndex < ticket.fromStop || stopIndex >= ticket.toStop)) return 'wrong-stop';
  if (now < ticket.validFrom) return 'too-early';
  if (now > ticket.validUntil) return 'too-late';
  return 'may-board';
}
