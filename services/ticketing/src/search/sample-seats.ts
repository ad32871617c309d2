/** For tests: claims as the seat functions leave them – the claim, its bits, and what is told to who counts. */
export type SampleClaim = {
  readonly tripId: number;
  readonly seat: number;
  readonly from: number;
  readonly to: number;
  /** 'over' is a hold whose time has passed and that nobody has cleared away. */
  readonly status: 'sold' | 'held' | 'over';
};

/** Whoever can run SQL as the superuser: a testbed. */
type Administrator = { admin(text: string, values?: unknown[]): Promise<unknown> };

const fields = 'c ("tripId" bigint, seat smallint, "from" smallint, "to" smallint, status text)';

/** Takes seats that are free. */
export async function takeSeats(bed: Administrator, claims: readonly SampleClaim[]): Promise<void> {
  await bed.admin(
    `with given as (select * from jsonb_to_recordset($1::jsonb) as ${fields}),
     claimed as (
       insert into ticketing.claims (trip_id, claim_id, order_id, company_id, seat, from_stop, to_stop, status, expires_at, fare_minor)
       select "tripId", gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), seat, "from", "to", case status when 'sold' then 'sold' else 'held' end,
              now() + case status when 'over' then interval '-1 minute' else interval '9 minutes' end, 0
         from given returning trip_id, seat, company_id, mask),
     told as (insert into ticketing.seat_changes (trip_id, mask, delta) select trip_id, mask, 1 from claimed)
     insert into ticketing.seat_inventory as s (trip_id, seat, company_id, occupied)
     select trip_id, seat, gen_random_uuid(), bit_or(mask) from claimed group by trip_id, seat
     on conflict (trip_id, seat) do update set occupied = s.occupied | excluded.occupied`,
    [JSON.stringify(claims)],
  );
}

/** Gives back what was taken so. */
export async function giveBackSeats(bed: Administrator, claims: readonly SampleClaim[]): Promise<void> {
  await bed.admin(
    `with given as (select * from jsonb_to_recordset($1::jsonb) as ${fields}),
     ended as (
       update ticketing.claims c set status = 'released' from given g
        where c.trip_id = g."tripId" and c.seat = g.seat and c.from_stop = g."from" and c.to_stop = g."to" and c.status in ('held', 'sold')
       returning c.trip_id, c.seat, c.mask),
     told as (insert into ticketing.seat_changes (trip_id, mask, delta) select trip_id, mask, -1 from ended)
     update ticketing.seat_inventory s set occupied = s.occupied & ~ e.mask
       from (select trip_id, seat, bit_or(mask) as mask from ended group by trip_id, seat) e where s.trip_id = e.trip_id and s.seat = e.seat`,
    [JSON.stringify(claims)],
  );
}

/** Those of the claims that share no leg of a seat with an earlier one, as the sale guarantees. */
export function apart<Claim extends SampleClaim>(claims: readonly Claim[]): Claim[] {
  return claims.filter((claim, index) =>
    claims
      .slice(0, index)
      .every(
        (earlier) =>
          earlier.tripId !== claim.tripId ||
          earlier.seat !== claim.seat ||
          earlier.to <= claim.from ||
          claim.to <= earlier.from,
      ),
  );
}
