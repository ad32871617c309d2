import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import { sampleFares, samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
import { searchTrips } from './search-trips.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
});
afterAll(async () => await bed.close());

type Claim = {
  readonly seat: number;
  readonly from: number;
  readonly to: number;
  readonly status: 'sold' | 'held' | 'over';
};

/** Writes claims and the bits that belong to them; 'over' is a hold whose time has passed and that nobody has cleared. */
async function claim(tripId: number, claims: readonly Claim[]): Promise<void> {
  const given = JSON.stringify(claims);
  await bed.admin(
    `insert into ticketing.seat_inventory (trip_id, seat, company_id) select $1, seat, $2 from generate_series(1, 4) seat`,
    [tripId, newId()],
  );
  await bed.admin(
    `insert into ticketing.claims (trip_id, claim_id, order_id, company_id, seat, from_stop, to_stop, status, expires_at, fare_minor)
     select $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), seat, "from", "to", case status when 'sold' then 'sold' else 'held' end,
            now() + case status when 'over' then interval '-1 minute' else interval '9 minutes' end, 0
       from jsonb_to_recordset($2) x (seat smallint, "from" smallint, "to" smallint, status text)`,
    [tripId, given],
  );
  await bed.admin(
    `update ticketing.seat_inventory s set occupied = c.mask
       from (select trip_id, seat, bit_or(mask) as mask from ticketing.claims group by trip_id, seat) c
      where c.trip_id = s.trip_id and c.seat = s.seat and s.trip_id = $1`,
    [tripId],
  );
}

describe('the number of free seats', () => {
  it('counts what is taken on the stretch alone, and a hold that is over as free', async () => {
    const service: Service = {
      name: 'ticketing',
      db: bed.deps.db,
      routes: [],
      consumers: networkConsumers(),
      jobs: [],
    };
    const stops = ['A', 'B', 'C', 'D'].map((name) => sampleStop(name));
    const pattern = samplePattern(stops.map((at, index) => ({ at, minutes: index * 60 })));
    const [busy, untouched] = [
      sampleTrip(pattern, '2031-03-01T05:00:00Z'),
      sampleTrip(pattern, '2031-03-01T06:00:00Z'),
    ];
    await tell(bed, service, { stops, patterns: [pattern], fares: [sampleFares(pattern)], trips: [busy, untouched] });
    await claim(busy.tripId, [
      { seat: 1, from: 0, to: 1, status: 'sold' },
      { seat: 2, from: 1, to: 3, status: 'held' },
      { seat: 3, from: 0, to: 2, status: 'over' },
      { seat: 4, from: 0, to: 1, status: 'over' },
      { seat: 4, from: 1, to: 2, status: 'sold' },
    ]);
    const free = async (from: number, to: number): Promise<number[]> => {
      const { offers } = await searchTrips(bed.deps, {
        from: stops[from]?.stopId ?? '',
        to: stops[to]?.stopId ?? '',
        date: '2031-03-01',
      });
      return offers.map((offer) => offer.seatsFree);
    };
    expect(await free(0, 1)).toEqual([3, 4]);
    expect(await free(1, 2)).toEqual([2, 4]);
    expect(await free(2, 3)).toEqual([3, 4]);
    expect(await free(0, 3)).toEqual([1, 4]);
  });

  it('is the number that the seat map of any trip shows', async () => {
    let tripId = 1_000_000;
    const anyClaim = fc
      .record({
        seat: fc.integer({ min: 1, max: 4 }),
        from: fc.nat(7),
        legs: fc.integer({ min: 1, max: 4 }),
        status: fc.constantFrom('sold' as const, 'held' as const, 'over' as const),
      })
      .map(({ legs, ...rest }): Claim => ({ ...rest, to: rest.from + legs }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyClaim, { maxLength: 10 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 5 }),
        async (drawn, from, legs) => {
          tripId += 1;
          await claim(tripId, apart(drawn));
          const [counted] = await bed.admin(
            `select (select taken from ticketing.count_taken_seats(array[$1::bigint], array[$2::smallint], array[$3::smallint])),
                  (select count(*)::int from ticketing.taken_seats(array[$1::bigint], array[$2::smallint], array[$3::smallint])) as mapped`,
            [tripId, from, from + legs],
          );
          expect(counted?.['taken']).toBe(counted?.['mapped']);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Those of the claims that share no leg of a seat with an earlier one, as the sale guarantees. */
function apart(claims: readonly Claim[]): Claim[] {
  return claims.filter((claim, index) =>
    claims
      .slice(0, index)
      .every((earlier) => earlier.seat !== claim.seat || earlier.to <= claim.from || claim.to <= earlier.from),
  );
}
