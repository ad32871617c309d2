import { sql, type RawBuilder } from 'kysely';
import type { IssuedTicket } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { orderIdsOf, tripIdsOf, type ClaimsOf } from '../holds/claim-queries.ts';

export type TicketRow = Omit<IssuedTicket, 'validFrom' | 'validUntil'> & {
  readonly claimId: string;
  readonly shortCode: string;
  /** The signed code of the ticket's epoch, or null while it is being made. */
  readonly token: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date;
};

const columns = sql`
  ticket_id as "ticketId", version, order_id as "orderId", trip_id as "tripId", claim_id as "claimId", company_id as "companyId", epoch, status,
  short_code as "shortCode", token, seat, seat_label as "seatLabel", from_stop as "from", to_stop as "to", from_stop_name as "fromStop",
  to_stop_name as "toStop", passenger_name as "passengerName", valid_from as "validFrom", valid_until as "validUntil"`;

/** A bus-full an order of staff. */
const mostTicketsOfOrder = 200;

/** Tickets of orders that the actor may see, by trip and seat. */
export async function listTickets(tx: Tx, orders: readonly ClaimsOf[]): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    select ${columns} from tickets
     where trip_id = any (${tripIdsOf(orders)}::bigint[]) and order_id = any (${orderIdsOf(orders)}::uuid[])
     order by trip_id, seat, ticket_id
     limit ${orders.length * mostTicketsOfOrder}`.execute(tx);
  return rows;
}

/** Before tickets of several orders change in one transaction, so that nobody waits in a circle for them. */
export async function lockTicketsOf(tx: Tx, orders: readonly ClaimsOf[]): Promise<void> {
  await sql`
    select from tickets where trip_id = any (${tripIdsOf(orders)}::bigint[]) and order_id = any (${orderIdsOf(orders)}::uuid[])
     order by trip_id, ticket_id for update`.execute(tx);
}

export async function insertTickets(tx: Tx, tickets: readonly TicketRow[]): Promise<void> {
  await sql`
    insert into tickets (trip_id, ticket_id, order_id, claim_id, company_id, short_code, seat, seat_label, from_stop, to_stop,
                         from_stop_name, to_stop_name, passenger_name, valid_from, valid_until)
    select "tripId", "ticketId", "orderId", "claimId", "companyId", "shortCode", seat, "seatLabel", "from", "to",
           "fromStop", "toStop", "passengerName", "validFrom", "validUntil"
      from jsonb_to_recordset(${JSON.stringify(tickets)}::jsonb) as t (
           "tripId" bigint, "ticketId" uuid, "orderId" uuid, "claimId" uuid, "companyId" uuid, "shortCode" text, seat smallint, "seatLabel" text,
           "from" smallint, "to" smallint, "fromStop" text, "toStop" text, "passengerName" text, "validFrom" timestamptz, "validUntil" timestamptz)`.execute(
    tx,
  );
}

type ClaimId = { readonly tripId: number; readonly claimId: string };

/** Cancels the tickets of claims that are still good, where nobody boarded with them or it is no matter, and answers them as they are now. */
export async function cancelTicketsOf(
  tx: Tx,
  claims: readonly ClaimId[],
  { boardedToo }: { readonly boardedToo: boolean },
): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    update tickets set status = 'cancelled', version = version + 1
     where ${isOf(claims)} and status = 'issued' and (${boardedToo} or boarded_at is null)
    returning ${columns}`.execute(tx);
  return rows.toSorted((a, b) => a.tripId - b.tripId || a.seat - b.seat);
}

/** Whether somebody boarded with the ticket of one of these claims. */
export async function hasBoarded(tx: Tx, claims: readonly ClaimId[]): Promise<boolean> {
  const { rows } = await sql`select from tickets where ${isOf(claims)} and boarded_at is not null limit 1`.execute(tx);
  return rows.length > 0;
}

function isOf(claims: readonly ClaimId[]): RawBuilder<boolean> {
  const [tripIds, claimIds] = [claims.map((claim) => claim.tripId), claims.map((claim) => claim.claimId)];
  return sql`trip_id = any (${tripIds}::bigint[]) and claim_id = any (${claimIds}::uuid[])`;
}

export type Reissue = ClaimId & { readonly seat: number; readonly seatLabel: string };

/** Gives tickets that are good, and nobody boarded with, another seat and a higher epoch: their codes until now are void. Answers them. */
export async function reissueTickets(tx: Tx, reissues: readonly Reissue[]): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    update tickets
       set epoch = epoch + 1, version = version + 1, token = null, seat = to_seat, seat_label = to_label
      from jsonb_to_recordset(${JSON.stringify(
        reissues.map(({ tripId, claimId, seat, seatLabel }) => ({
          of_trip: tripId,
          of_claim: claimId,
          to_seat: seat,
          to_label: seatLabel,
        })),
      )}::jsonb) as r (of_trip bigint, of_claim uuid, to_seat smallint, to_label text)
     where trip_id = of_trip and claim_id = of_claim and status = 'issued' and boarded_at is null
    returning ${columns}`.execute(tx);
  return rows.toSorted((a, b) => a.tripId - b.tripId || a.seat - b.seat);
}

/** Writes who travels with tickets that are good, and answers them. */
export async function nameTickets(
  tx: Tx,
  names: readonly (ClaimId & { readonly name: string })[],
): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    update tickets set passenger_name = to_name, version = version + 1
      from jsonb_to_recordset(${JSON.stringify(
        names.map(({ tripId, claimId, name }) => ({ of_trip: tripId, of_claim: claimId, to_name: name })),
      )}::jsonb) as n (of_trip bigint, of_claim uuid, to_name text)
     where trip_id = of_trip and claim_id = of_claim and status = 'issued'
    returning ${columns}`.execute(tx);
  return rows.toSorted((a, b) => a.tripId - b.tripId || a.seat - b.seat);
}

/** Notes the first boarding with a ticket, and answers whether the ticket is good; undefined for one that is not known. */
export async function noteBoarding(
  tx: Tx,
  { tripId, ticketId, boardedAt }: { readonly tripId: number; readonly ticketId: string; readonly boardedAt: string },
): Promise<TicketRow['status'] | undefined> {
  const { rows } = await sql<Pick<TicketRow, 'status'>>`
    update tickets set boarded_at = coalesce(boarded_at, ${boardedAt}) where trip_id = ${tripId} and ticket_id = ${ticketId}
    returning status`.execute(tx);
  return rows[0]?.status;
}

/** Cancels the tickets of orders on these trips that are still good, and answers them as they are now. */
export async function cancelTickets(
  tx: Tx,
  tripIds: readonly number[],
  orderIds: readonly string[],
): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    update tickets set status = 'cancelled', version = version + 1
     where trip_id = any (${tripIds}::bigint[]) and order_id = any (${orderIds}::uuid[]) and status = 'issued'
    returning ${columns}`.execute(tx);
  return rows.toSorted((a, b) => a.seat - b.seat);
}

/** Takes the names out of the tickets of orders, and answers those that had one as they are now. */
export async function forgetTicketNames(
  tx: Tx,
  tripIds: readonly number[],
  orderIds: readonly string[],
): Promise<TicketRow[]> {
  const { rows } = await sql<TicketRow>`
    update tickets set passenger_name = null, version = version + 1
     where trip_id = any (${tripIds}::bigint[]) and order_id = any (${orderIds}::uuid[]) and passenger_name is not null
    returning ${columns}`.execute(tx);
  return rows.toSorted((a, b) => a.tripId - b.tripId || a.seat - b.seat);
}

export type SignedTicket = {
  readonly tripId: number;
  readonly ticketId: string;
  readonly epoch: number;
  readonly token: string;
};

/** Keeps the signed codes of tickets' present epochs; one of an older epoch is of no use any more. */
export async function keepTokens(tx: Tx, signed: readonly SignedTicket[]): Promise<void> {
  await sql`
    with signed as (
      select "tripId", "ticketId", epoch, token
        from json_to_recordset(${JSON.stringify(signed)}::json) as x ("tripId" bigint, "ticketId" uuid, epoch integer, token text)),
    locked as (
      select t.trip_id, t.ticket_id, s.epoch, s.token
        from signed s join tickets t on t.trip_id = s."tripId" and t.ticket_id = s."ticketId"
       order by t.trip_id, t.ticket_id for update of t)
    update tickets t set token = l.token from locked l
     where t.trip_id = l.trip_id and t.ticket_id = l.ticket_id and t.epoch = l.epoch`.execute(tx);
}

/** The ticket as events tell it. */
export function issuedTicket(row: TicketRow): IssuedTicket {
  const { claimId: _claim, shortCode: _code, token: _token, validFrom, validUntil, ...told } = row;
  return { ...told, validFrom: validFrom.toISOString(), validUntil: validUntil.toISOString() };
}
