import { sql } from 'kysely';
import type { Scan } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type TripRow = { readonly companyId: string; readonly status: 'scheduled' | 'cancelled' };
export type TicketRow = {
  readonly ticketId: string;
  readonly tripId: number;
  readonly epoch: number;
  readonly status: 'issued' | 'cancelled';
  readonly seatLabel: string;
  readonly fromStop: number;
  readonly toStop: number;
  readonly fromName: string;
  readonly toName: string;
  readonly passengerName: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date;
};
export type BoardingRow = { readonly scanId: string; readonly boardedAt: Date; readonly stopIndex: number | null };

export async function findTrip(
  tx: Parameters<ReturnType<typeof sql>['execute']>[0],
  tripId: number,
): Promise<TripRow | undefined> {
  const { rows } =
    await sql<TripRow>`select company_id as "companyId", status from trips where trip_id = ${tripId}`.execute(tx);
  return rows[0];
}

export async function findTicket(tx: Tx, tripId: number, ticketId: string): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    select ticket_id as "ticketId", trip_id as "tripId", epoch, status, seat_label as "seatLabel", from_stop as "fromStop", to_stop as "toStop", from_name as "fromName", to_name as "toName",
           passenger_name as "passengerName", valid_from as "validFrom", valid_until as "validUntil"
      from tickets where trip_id = ${tripId} and ticket_id = ${ticketId}`.execute(tx);
  return rows[0];
}

/** Records the boarding unless there is one; answers the one that counts, which is the first. */
export async function boardOnce(
  tx: Tx,
  boarding: {
    readonly tripId: number;
    readonly ticketId: string;
    readonly companyId: string;
    readonly scanId: string;
    readonly boardedAt: Date;
    readonly stopIndex: number | null;
  },
): Promise<BoardingRow> {
  await sql`
    insert into boardings (trip_id, ticket_id, company_id, scan_id, boarded_at, stop_index)
    values (${boarding.tripId}, ${boarding.ticketId}, ${boarding.companyId}, ${boarding.scanId}, ${boarding.boardedAt}, ${boarding.stopIndex})
    on conflict (trip_id, ticket_id) do nothing`.execute(tx);
  const { rows } = await sql<BoardingRow>`
    select scan_id as "scanId", boarded_at as "boardedAt", stop_index as "stopIndex" from boardings where trip_id = ${boarding.tripId} and ticket_id = ${boarding.ticketId}`.execute(
    tx,
  );
  const [first] = rows;
  if (first === undefined) throw new Error('Bug: a boarding that was just recorded is not there');
  return first;
}

export type StoredScan = { readonly requestHash: string; readonly answer: Scan };

export async function findScan(tx: Tx, scanId: string): Promise<StoredScan | undefined> {
  const { rows } =
    await sql<StoredScan>`select request_hash as "requestHash", answer from scans where scan_id = ${scanId}`.execute(
      tx,
    );
  return rows[0];
}

/** False when a scan of that id was recorded meanwhile. */
export async function insertScan(
  tx: Tx,
  scan: {
    readonly companyId: string;
    readonly tripId: number;
    readonly ticketId: string | null;
    readonly driverId: string;
    readonly stopIndex: number | null;
    readonly requestHash: string;
    readonly answer: Scan;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into scans (scan_id, company_id, trip_id, ticket_id, driver_id, stop_index, result, request_hash, answer, scanned_at)
    values (${scan.answer.scanId}, ${scan.companyId}, ${scan.tripId}, ${scan.ticketId}, ${scan.driverId}, ${scan.stopIndex}, ${scan.answer.result}, ${scan.requestHash},
            ${JSON.stringify(scan.answer)}::jsonb, ${scan.answer.scannedAt})
    on conflict (scan_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
