import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { layoutChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { layoutOf } from '../../tests/open-sale.ts';
import { countLegs } from '../leg-counts/count-legs.ts';
import { networkConsumers } from '../network/consumers.ts';
import { sampleCompany, sampleFares, samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
import { atOnce } from './at-once.ts';
import { apart, giveBackSeats, takeSeats, type SampleClaim } from './sample-seats.ts';
import { createTripSearch } from './search-trips.ts';

const capacity = 16;
const stops = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => sampleStop(name));
const pattern = samplePattern(stops.map((at, index) => ({ at, minutes: index * 60 })));
const layout = layoutOf(newId(), capacity);
const lastStop = stops.length - 1;

let bed: Testbed;
let service: Service;

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  service = { name: 'ticketing', db: bed.deps.db, routes: [], consumers: networkConsumers(), jobs: [] };
  await bed.hear(service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
});
afterAll(async () => await bed.close());

/** What happens on a trip between two looks at it. */
type Step = {
  readonly taken: readonly SampleClaim[];
  /** Which of the seats taken so far are given back: every n-th. */
  readonly givenBack: number;
  readonly kept: readonly number[];
  readonly keptForLayout: boolean;
};

const anyClaim = fc
  .record({
    seat: fc.integer({ min: 1, max: capacity }),
    from: fc.nat(lastStop - 1),
    legs: fc.integer({ min: 1, max: lastStop }),
    status: fc.constantFrom('sold' as const, 'held' as const, 'held' as const, 'over' as const),
  })
  .map(({ legs, ...claim }) => ({ ...claim, tripId: 0, to: Math.min(claim.from + legs, lastStop) }));
const anyStep: fc.Arbitrary<Step> = fc.record({
  taken: fc.array(anyClaim, { maxLength: 16 }),
  givenBack: fc.integer({ min: 1, max: 4 }),
  // Seat 17 is not on this bus.
  kept: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: capacity + 1 }), { maxLength: 5 }) },
  ),
  keptForLayout: fc.boolean(),
});

/** So many seats are sold for the whole way. */
function stepOf(sold: number): Step {
  const taken = Array.from({ length: sold }, (_seat, index) => ({
    tripId: 0,
    seat: index + 1,
    from: 0,
    to: lastStop,
    status: 'sold' as const,
  }));
  return { taken, givenBack: 4, kept: [], keptForLayout: false };
}

/** Seats that are free on a stretch, found by trying each. */
function countByHand(
  claims: readonly SampleClaim[],
  kept: readonly number[],
  { from, to }: { from: number; to: number },
): number {
  const seats = Array.from({ length: capacity }, (_seat, index) => index + 1);
  return seats.filter(
    (seat) =>
      !kept.includes(seat) &&
      claims.every((claim) => claim.seat !== seat || claim.status === 'over' || claim.to <= from || to <= claim.from),
  ).length;
}

async function keepSeats(tripId: number, { kept, keptForLayout }: Step): Promise<void> {
  await bed.admin('delete from ticketing.kept_seats');
  if (kept.length === 0) return;
  await bed.admin(
    `insert into ticketing.kept_seats (kept_id, company_id, trip_id, layout_id, seats, kept_for, minutes_before, reason, kept_by)
     values (gen_random_uuid(), $1, $2, $3, $4, 'counter', 60, 'test', gen_random_uuid())`,
    [sampleCompany.companyId, keptForLayout ? null : tripId, keptForLayout ? layout.layoutId : null, kept],
  );
}

async function count(): Promise<void> {
  while (await countLegs(bed.deps).run());
}

it('every process lists the seats that are left: less than ten exactly, and ten or more when there are ten', async () => {
  const searches = [createTripSearch(bed.deps.db, atOnce), createTripSearch(bed.connectAs('ticketing'), atOnce)];
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 3 }), async (steps) => {
      const trip = sampleTrip(pattern, '2031-03-01T05:00:00Z', { layoutId: layout.layoutId });
      await bed.admin('delete from ticketing.kept_seats');
      await bed.admin('delete from ticketing.trips');
      await tell(bed, service, { stops, patterns: [pattern], fares: [sampleFares(pattern)], trips: [trip] });
      let live: SampleClaim[] = [];
      for (const step of steps) {
        const after = apart([...live, ...step.taken.map((claim) => ({ ...claim, tripId: trip.tripId }))]);
        await takeSeats(bed, after.slice(live.length));
        const ended = after.filter((_claim, index) => index % 4 === step.givenBack);
        await giveBackSeats(bed, ended);
        live = after.filter((claim) => !ended.includes(claim));
        await keepSeats(trip.tripId, step);
        await count();
        for (const [from, at] of stops.entries()) {
          for (const [to, until] of stops.entries()) {
            if (to <= from) continue;
            const truth = countByHand(live, step.kept, { from, to });
            for (const search of searches) {
              const { offers } = await search({ from: at.stopId, to: until.stopId, date: '2031-03-01' });
              const listed = offers[0]?.seatsFree ?? -1;
              if (truth < 10) expect(listed).toBe(truth);
              else expect([listed >= truth, listed <= capacity]).toEqual([true, true]);
              seen.add(truth < 10 ? 'few' : listed === truth ? 'many' : 'at least');
            }
          }
        }
      }
      expect(await bed.admin('select ticketing.drifted_leg_counts(array[$1::bigint])', [trip.tripId])).toEqual([]);
    }),
    // An empty bus and a crowded one are always among them: what is drawn may be neither.
    { numRuns: 12, examples: [[[stepOf(0)]], [[stepOf(12)]]] },
  );
  expect(seen.has('few') && seen.has('many')).toBe(true);
});
