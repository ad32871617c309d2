import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutChanged, type SeatLayout } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { decideHold, itemFor, openSale, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { busLayouts, drawnLayout } from './drawn-layout.ts';
import type { SeatWish } from './hold-queries.ts';
import { layoutSeats, type LayoutSeat } from './layout-seats.ts';

let sale: Sale;
const buses = new Map<string, { readonly tripId: number; readonly layout: SeatLayout }>();

beforeAll(async () => {
  sale = await openSale();
  for (const [name, decks] of Object.entries(busLayouts)) {
    const layout = drawnLayout(...decks);
    await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
    buses.set(name, { layout, tripId: await sale.addTrip({ layoutId: layout.layoutId }) });
    // The first hold makes the rows that tests mark as taken.
    await given(name, [], { count: 1 });
  }
});
afterAll(async () => await sale.bed.close());

type Asked = { readonly count: number } & Partial<Pick<SeatWish, 'class' | 'accessible'>>;

/** The seats that are given to who asks for any, on a bus where these are taken; null when it is full for them. */
async function given(bus: string, taken: readonly number[], asked: Asked): Promise<number[] | null> {
  const { tripId } = buses.get(bus) ?? expect.fail(bus);
  const { count, class: named = null, accessible = false } = asked;
  await sale.bed.admin('delete from ticketing.claims where trip_id = $1', [tripId]);
  await sale.bed.admin(
    "update ticketing.seat_inventory set occupied = case when seat = any ($2) then ~ b'0'::bit(256) else b'0'::bit(256) end where trip_id = $1",
    [tripId, taken],
  );
  const [claim] = itemFor([{ tripId, seat: 1, from: 0, to: 4 }]).claims;
  const claims = Array.from({ length: count }, () => ({ ...(claim ?? expect.fail()), claimId: newId(), seat: null }));
  const wishes = [{ tripId, class: named, accessible }];
  const answer = await decideHold(sale.bed.deps.db, itemFor([], { claims, wishes, patient: true }), 10);
  if (answer.kind === 'full') return null;
  expect(answer.kind).toBe('held');
  return answer.kind === 'held' ? [...answer.chosen.values()].toSorted((a, b) => a - b) : null;
}

describe('any seats are', () => {
  const allOf = (bus: string): number[] => [...layoutSeats(buses.get(bus)?.layout ?? expect.fail()).keys()];

  it.for<[string, string, number[], Asked, number[] | null]>([
    ['side by side, from the front', '2+2', [], { count: 2 }, [1, 2]],
    ['side by side further back rather than across the aisle', '2+2', [1, 4], { count: 2 }, [5, 6]],
    ['beside somebody rather than in a pair that could stay together', '2+2', [1, 2, 7], { count: 1 }, [8]],
    ['in one row, across the aisle', '2+2', [1, 2, 3], { count: 4 }, [5, 6, 7, 8]],
    ['those of a row in which nobody is left alone', '2+2', [9], { count: 3 }, [10, 11, 12]],
    ['in two rows when one has too few', '2+2', [2, 3, 6, 7, 10, 11, 14, 15], { count: 3 }, [1, 4, 5]],
    ['in rows that follow each other', '2+2', [2, 3, 4, 5, 6, 7, 8], { count: 5 }, [9, 10, 11, 12, 13]],
    ['single ones for who travels alone, where a bus has them', '2+1', [1, 2, 3], { count: 1, class: 'standard' }, [6]],
    ['of the class that is asked for', '2+1', [], { count: 3, class: 'vip' }, [1, 2, 3]],
    ['none when the class is full', '2+1', [1], { count: 3, class: 'vip' }, null],
    ['in one row of single beds', 'sleeper 1+1+1', [2], { count: 3 }, [4, 5, 6]],
    ['the whole last row for five', 'last row of five', [], { count: 5 }, [13, 14, 15, 16, 17]],
    ['not accessible, while there are others', 'last row of five', [1, 2], { count: 2 }, [5, 6]],
    ['accessible when asked for', 'last row of five', [1, 2], { count: 1, accessible: true }, [3]],
    ['with a companion beside the accessible one', 'double deck', [], { count: 2, accessible: true }, [1, 2]],
    ['none when no accessible one is left', 'double deck', [1], { count: 1, accessible: true }, null],
    ['on one deck if it has them', 'double deck', [1, 2, 3, 4, 5, 6], { count: 3 }, [9, 10, 11]],
  ])('%s', async ([, bus, taken, asked, seats]) => {
    expect(await given(bus, taken, asked)).toEqual(seats);
  });

  it('the last ones wherever they are, accessible ones too', async () => {
    const taken = allOf('double deck').filter((seat) => ![1, 6, 20].includes(seat));
    expect(await given('double deck', taken, { count: 3 })).toEqual([1, 6, 20]);
    expect(await given('double deck', taken, { count: 4 })).toBeNull();
  });

  it('never such that a seat is left alone which an equal choice would have spared', async () => {
    const any = fc.record({
      bus: fc.constantFrom(...Object.keys(busLayouts)),
      free: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      count: fc.integer({ min: 1, max: 4 }),
      accessible: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(any, async ({ bus, free, count, accessible }) => {
        const taken = allOf(bus).filter((seat) => free[seat - 1] === false);
        const seats = await given(bus, taken, { count, accessible });
        const best = bestCost({ bus, taken, count, accessible });
        expect(seats === null ? undefined : costOf(candidates({ bus, taken, count, accessible }), seats)).toEqual(best);
      }),
      { numRuns: 120, seed: 14 },
    );
  });
});

type Case = { bus: string; taken: readonly number[]; count: number; accessible: boolean };
type Placed = LayoutSeat & { readonly seat: number; readonly free: boolean };

/** The obvious way: every choice there is, judged by the rules one after the other. */
function bestCost(given: Case): number[] | undefined {
  const seats = candidates(given);
  const free = seats.filter((seat) => seat.free);
  const costs = choicesOf(free, given.count)
    .filter((chosen) => !given.accessible || chosen.some((seat) => seat.accessible))
    .map((chosen) =>
      costOf(
        seats,
        chosen.map(({ seat }) => seat),
      ),
    );
  return costs.toSorted(([a, b], [c, d]) => a - c || b - d)[0];
}

/** Accessible seats are as good as taken for who needs none, while there are enough others. */
function candidates({ bus, taken, count, accessible }: Case): Placed[] {
  const { layout } = buses.get(bus) ?? expect.fail(bus);
  const seats = [...layoutSeats(layout)].map(([seat, place]) => ({ ...place, seat, free: !taken.includes(seat) }));
  const ordinary = seats.map((seat) => ({ ...seat, free: seat.free && !seat.accessible }));
  return !accessible && ordinary.filter((seat) => seat.free).length >= count ? ordinary : seats;
}

/** How far apart the chosen ones are (0 side by side, 1 in one row, one more a row, 1000 on two decks), and how many are left alone. */
function costOf(seats: readonly Placed[], chosen: readonly number[]): [number, number] {
  const had = seats.filter(({ seat }) => chosen.includes(seat));
  const spread = (of: (seat: Placed) => number): number => Math.max(...had.map(of)) - Math.min(...had.map(of));
  const inRow = spread((seat) => seat.deck) + spread((seat) => seat.row) === 0;
  const together = inRow && spread((seat) => seat.column) === had.length - 1;
  const apart = spread((seat) => seat.deck) > 0 ? 1000 : 1 + spread((seat) => seat.row);
  const left = seats.filter(({ seat, free }) => free && !chosen.includes(seat));
  const besides = (of: Placed, among: readonly Placed[]): boolean =>
    among.some((it) => it.deck === of.deck && it.row === of.row && Math.abs(it.column - of.column) === 1);
  return [together ? 0 : apart, left.filter((seat) => besides(seat, seats) && !besides(seat, left)).length];
}

function choicesOf<Item>(items: readonly Item[], count: number): Item[][] {
  const [first, ...rest] = items;
  if (count === 0) return [[]];
  if (first === undefined || items.length < count) return [];
  return [...choicesOf(rest, count - 1).map((chosen) => [first, ...chosen]), ...choicesOf(rest, count)];
}
