import { sql, type RawBuilder } from 'kysely';

/** What lies on the seats of the asked trips: every claim that has its legs. */
export function liveClaims(tripIds: readonly number[]): RawBuilder<unknown> {
  return sql`
    live as materialized (
      select trip_id, seat, claim_id, order_id, status, from_stop, to_stop, mask from claims
       where trip_id = any (${tripIds}::bigint[]) and status not in ('released', 'expired')),
    seats as materialized (
      select trip_id, seat, bit_or(mask) as mask, sum(bit_count(mask)) as legs, string_agg(claim_id::text, ', ' order by claim_id) as claims
        from live group by trip_id, seat)`;
}

/** Of trips: who has which seat. Each check answers kind, subject, order_id, trip_id, sentence. */
export function seatChecks(tripIds: readonly number[]): RawBuilder<unknown>[] {
  return [overlaps, bits(tripIds), orderless, ticketless, seatless(tripIds), notRunning, miscounts(tripIds)];
}

/** Claims that share no leg have as many together as one by one. */
const overlaps = sql`
  select 'seats-overlap' as kind, format('trip %s seat %s', trip_id, seat) as subject, null::uuid as order_id, trip_id,
         format('Claims on seat %s of trip %s share a leg; those are its claims: %s.', seat, trip_id, claims) as sentence
    from seats
   where legs <> bit_count(mask)`;

function bits(tripIds: readonly number[]): RawBuilder<unknown> {
  return sql`
    select 'seat-bits', format('trip %s seat %s', trip_id, seat), null, trip_id,
           format('The taken legs of seat %s of trip %s are not those of its live claims.', seat, trip_id)
      from (select trip_id, seat, occupied from seat_inventory where trip_id = any (${tripIds}::bigint[])) s
      full join seats l using (trip_id, seat)
     where coalesce(s.occupied, b'0'::bit(256)) <> coalesce(l.mask, b'0'::bit(256))`;
}

const orderless = sql`
  select 'claim-without-order', format('claim %s', l.claim_id), l.order_id, l.trip_id,
         format('Claim %s has seat %s of trip %s for order %s, which is not there.', l.claim_id, l.seat, l.trip_id, l.order_id)
    from live l
   where not exists (select from orders o where o.order_id = l.order_id)`;

const ticketless = sql`
  select 'seat-without-ticket', format('claim %s', l.claim_id), l.order_id, l.trip_id,
         format('Claim %s on seat %s of trip %s is sold and has no ticket that is good.', l.claim_id, l.seat, l.trip_id)
    from live l
   where l.status = 'sold'
     and not exists (select from tickets t where t.trip_id = l.trip_id and t.claim_id = l.claim_id and t.status = 'issued')`;

function seatless(tripIds: readonly number[]): RawBuilder<unknown> {
  return sql`
    select 'ticket-without-seat', format('ticket %s', t.ticket_id), t.order_id, t.trip_id,
           format('Ticket %s is good for seat %s of trip %s, which is not sold to its order on that stretch.', t.ticket_id, t.seat, t.trip_id)
      from tickets t
      left join claims c on c.trip_id = t.trip_id and c.claim_id = t.claim_id
     where t.trip_id = any (${tripIds}::bigint[]) and t.status = 'issued'
       and (c.status, c.order_id, c.seat, c.from_stop, c.to_stop) is distinct from ('sold', t.order_id, t.seat, t.from_stop, t.to_stop)`;
}

/** What company tells of a trip may arrive before the news that it is cancelled, which gives its seats and money back. */
const notRunning = sql`
  select 'sold-on-cancelled-trip', format('trip %s', t.trip_id), null, t.trip_id,
         format('Trip %s is cancelled, and %s claims on it are sold.', t.trip_id, l.sold)
    from (select trip_id, count(*) as sold from live where status = 'sold' group by trip_id) l
    join trips t on t.trip_id = l.trip_id
   where t.status = 'cancelled'`;

/** Lists of trips show these counts. The function is stable, so it sees the snapshot of the statement it stands in. */
function miscounts(tripIds: readonly number[]): RawBuilder<unknown> {
  return sql`
    select 'leg-counts', format('trip %s', trip_id), null, trip_id,
           format('The counts of taken seats by leg of trip %s are not those of its seats.', trip_id)
      from drifted_leg_counts(${tripIds}::bigint[]) as d (trip_id)`;
}
