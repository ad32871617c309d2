import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { ticketSigned, type IssuedTicket } from '@safiri/contracts';
import { publishMany, type News, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { signToken } from '../tokens/sign-token.ts';

/** Keeps the tickets and says each one's token. Signing is deterministic: hearing it again says the same. */
export async function onTicketIssued(ctx: Ctx, tx: Tx, tickets: readonly IssuedTicket[]): Promise<void> {
  await keepTickets(tx, tickets);
  const good = tickets.filter((each) => each.status === 'issued');
  const news: News<typeof ticketSigned>[] = [];
  for (let at = 0; at < good.length; at += signedAtOnce) {
    news.push(...good.slice(at, at + signedAtOnce).map((ticket) => signed(ctx, ticket)));
    await setImmediate();
  }
  await publishMany(tx, ticketSigned, news);
}

/** A signature takes some 0.1 ms of the process's only thread: after so many, whatever else waits for it has its turn. */
const signedAtOnce = 16;

function signed(ctx: Ctx, ticket: IssuedTicket): News<typeof ticketSigned> {
  const { ticketId, orderId, tripId, epoch } = ticket;
  const payload = { ticketId, orderId, tripId, epoch, version: epoch, token: tokenOf(ctx, ticket) };
  return { aggregateId: ticketId, version: epoch, payload };
}

/** Keeps the newest state of each ticket; an older one that arrives late changes nothing. */
export async function keepTickets(tx: Tx, tickets: readonly IssuedTicket[]): Promise<void> {
  await sql`
    insert into tickets (trip_id, ticket_id, version, order_id, company_id, epoch, status, seat, seat_label, from_stop, to_stop, from_name, to_name, passenger_name, valid_from, valid_until)
    select "tripId", "ticketId", version, "orderId", "companyId", epoch, status, seat, "seatLabel", "from", "to", "fromStop", "toStop",
           case when not exists (select from erased_orders e where e.order_id = x."orderId") then "passengerName" end, "validFrom", "validUntil"
      from jsonb_to_recordset(${JSON.stringify(tickets)}::jsonb) as x(
        "tripId" bigint, "ticketId" uuid, version bigint, "orderId" uuid, "companyId" uuid, epoch integer, status text, seat smallint, "seatLabel" text,
        "from" smallint, "to" smallint, "fromStop" text, "toStop" text, "passengerName" text, "validFrom" timestamptz, "validUntil" timestamptz)
    on conflict (trip_id, ticket_id) do update set
      version = excluded.version, epoch = excluded.epoch, status = excluded.status, seat = excluded.seat, seat_label = excluded.seat_label, from_stop = excluded.from_stop, to_stop = excluded.to_stop,
      from_name = excluded.from_name, to_name = excluded.to_name, passenger_name = excluded.passenger_name, valid_from = excluded.valid_from, valid_until = excluded.valid_until
      where excluded.version >= tickets.version`.execute(tx);
}

function tokenOf(ctx: Ctx, ticket: IssuedTicket): string {
  return signToken(
    {
      ticketId: ticket.ticketId,
      tripId: BigInt(ticket.tripId),
      stretch: { from: ticket.from, to: ticket.to },
      seat: ticket.seat,
      epoch: ticket.epoch,
      validity: {
        notBeforeSeconds: Math.floor(Date.parse(ticket.validFrom) / 1000),
        notAfterSeconds: Math.ceil(Date.parse(ticket.validUntil) / 1000),
      },
    },
    ctx.keys.ring(),
  );
}
