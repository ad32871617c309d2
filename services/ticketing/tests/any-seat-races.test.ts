import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, connect, isRolledBack, transaction, type Database } from '@safiri/runtime';
import { endClaims } from '../src/holds/claim-queries.ts';
import { drawnLayout } from '../src/holds/drawn-layout.ts';
import { decideHolds } from '../src/holds/decide-holds.ts';
import type { HoldItem } from '../src/holds/hold-queries.ts';
import { createHoldQueue, type HoldQueue } from '../src/holds/hold-queue.ts';
import { sampleCompany } from '../src/network/sample-network.ts';
import { lockOrder } from '../src/orders/order-queries.ts';
import { decideHold, itemFor, openSale, type Sale } from './open-sale.ts';

let sale: Sale;
let wide: Database;
const layout = drawnLayout(['ss.ss', 'ss.ss', 'ss.ss', 'ss.ss', 'ss.ss']);
const capacity = 20;

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
  wide = connect({ connectionString: sale.bed.deps.db.connectionString, schema: 'ticketing', maxConnections: 12 });
});
afterAll(async () => {
  await wide.close();
  await sale.bed.close();
});

/** As many calls at a time as the database may see; `undecided` are the errors that callers would have met without a repeat. */
function openQueue(mostInCall: number): { readonly queue: HoldQueue; readonly undecided: unknown[] } {
  const undecided: unknown[] = [];
  const queue = createHoldQueue({
    decideAll: async (items) => {
      try {
        return await decideHolds(wide, items, 10);
      } catch (error) {
        undecided.push(error);
        throw error;
      }
    },
    isUndecided: isRolledBack,
    mostInCall,
    mostCalls: 10,
    overlapAfterMilliseconds: 0,
    mostWaiting: 1_000,
  });
  return { queue, undecided };
}

function wishFor(tripId: number, count: number): HoldItem {
  const [claim] = itemFor([{ tripId, seat: 1, from: 0, to: 4 }]).claims;
  const claims = Array.from({ length: count }, () => ({ ...(claim ?? expect.fail()), claimId: newId(), seat: null }));
  return itemFor([], { claims, wishes: [{ tripId, class: null, accessible: false }] });
}

const newTrip = async (): Promise<number> => await sale.addTrip({ layoutId: layout.layoutId });

async function liveSeats(tripId: number): Promise<number> {
  const [row] = await sale.bed.admin<{ seats: number }>(
    "select count(distinct seat)::int as seats from ticketing.claims where trip_id = $1 and status in ('held', 'sold') and expires_at > now()",
    [tripId],
  );
  return row?.seats ?? -1;
}

describe('30 buyers who want any two of 20 free seats', () => {
  it.for([1, 8])(
    'exactly ten have them, the others are told that the trip is full; %i in a call',
    async (mostInCall) => {
      const { queue, undecided } = openQueue(mostInCall);
      const tripId = await newTrip();
      const answers = await Promise.all(Array.from({ length: 30 }, async () => await queue.decide(wishFor(tripId, 2))));
      const kinds = answers.map((answer) => answer.kind).toSorted();
      expect(kinds).toEqual([...Array.from({ length: 20 }, () => 'full'), ...Array.from({ length: 10 }, () => 'held')]);
      expect(answers.find((answer) => answer.kind === 'full')).toEqual({ kind: 'full', tripId });
      // Two beside each other, each of them: seats 1 and 2, 3 and 4 and so on.
      for (const answer of answers) {
        if (answer.kind !== 'held') continue;
        const [left = 0, right = 0] = [...answer.chosen.values()].toSorted((a, b) => a - b);
        expect([left % 2, right - left]).toEqual([1, 1]);
      }
      expect(undecided).toEqual([]);
      expect(await sale.violations()).toBe(0);
    },
  );
});

describe('a wish for the last seats, which somebody else is about to have', () => {
  /** Holds all seats but two for good, these two in a transaction that is open, and asks for any while it is. */
  async function whileOthersHold(end: 'commit' | 'rollback'): Promise<[string, string]> {
    const tripId = await newTrip();
    const ride = { tripId, from: 0, to: 4 };
    const seats = Array.from({ length: capacity - 2 }, (_seat, index) => ({ ...ride, seat: index + 3 }));
    await decideHold(wide, itemFor(seats), 10);
    const session = await wide.pool.connect();
    await session.query('begin');
    await decideHold({ pool: session }, itemFor([1, 2].map((seat) => ({ ...ride, seat }))), 10);
    const atOnce = await decideHold(wide, wishFor(tripId, 2), 10);
    const patient = decideHold(wide, { ...wishFor(tripId, 2), patient: true }, 10);
    await someoneWaits();
    await session.query(end);
    session.release();
    return [atOnce.kind, (await patient).kind];
  }

  async function someoneWaits(): Promise<void> {
    for (;;) {
      const [row] = await sale.bed.admin<{ waits: boolean }>(
        "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) as waits",
      );
      if (row?.waits === true) return;
    }
  }

  it('is told to be patient, and then that the trip is full only if those were really sold', async () => {
    expect(await whileOthersHold('commit')).toEqual(['wait', 'full']);
    expect(await whileOthersHold('rollback')).toEqual(['wait', 'held']);
    expect(await sale.violations()).toBe(0);
  });

  it('passes over seats that others have locked, and waits for nobody while there are more', async () => {
    const tripId = await newTrip();
    // The first hold of a trip makes its rows, for which all others wait.
    await decideHold(wide, itemFor([{ tripId, seat: 20, from: 0, to: 1 }]), 10);
    const session = await wide.pool.connect();
    await session.query('begin');
    await decideHold({ pool: session }, itemFor([1, 5].map((seat) => ({ tripId, seat, from: 0, to: 4 }))), 10);
    const answer = await decideHold(wide, wishFor(tripId, 2), 10);
    expect(answer.kind === 'held' && [...answer.chosen.values()].toSorted((a, b) => a - b)).toEqual([3, 4]);
    await session.query('rollback');
    session.release();
  });
});

it('any, named, over two trips, holds that are over at once, releases, all together: no overlap, no deadlock, and at the end not a seat is left', async () => {
  const { queue, undecided } = openQueue(4);
  const trips = [await newTrip(), await newTrip()];
  const tripOf = (index: number): number => trips[index % 2] ?? expect.fail();
  const outcomes = new Set<string>();
  const namedOn = (tripId: number, from: number): HoldItem['claims'] =>
    itemFor(
      [0, 1, 2].map((more) => ({ tripId, seat: 1 + ((from * 7 + more * 5) % capacity), from: 0, to: 2 + (from % 3) })),
    ).claims;
  const steps: ((index: number) => HoldItem)[] = [
    (index) => wishFor(tripOf(index), 1 + (index % 4)),
    (index) => itemFor([], { claims: namedOn(tripOf(index), index).toReversed() }),
    (index) => {
      const wish = wishFor(tripOf(index), 1 + (index % 2));
      return { ...wish, claims: [...namedOn(tripOf(index + 1), index), ...wish.claims] };
    },
  ];
  const act = async (client: number, step: number): Promise<void> => {
    const item = steps[(client + step) % 3]?.(client * 5 + step) ?? expect.fail();
    // A third of the holds is over at once, a third given back, and the last third stays.
    if (step % 3 === 0) outcomes.add((await decideHold(wide, { ...item, patient: true }, 0)).kind);
    else {
      const answer = await queue.decide(item);
      outcomes.add(answer.kind);
      if (answer.kind === 'held' && step % 3 === 1) await release(item);
    }
  };
  await Promise.all(
    Array.from({ length: 10 }, async (_client, client) => {
      for (let step = 0; step < 18; step += 1) await act(client, step);
    }),
  );
  expect(undecided).toEqual([]);
  for (const kind of ['held', 'taken', 'full']) expect(outcomes, kind).toContain(kind);
  for (const tripId of trips) {
    while ((await queue.decide(wishFor(tripId, 1))).kind === 'held');
    expect(await liveSeats(tripId)).toBe(capacity);
  }
  const [over] = await sale.bed.admin<{ bits: number }>(
    "select count(*)::int as bits from ticketing.claims a join ticketing.claims b using (trip_id, seat) where a.claim_id < b.claim_id and a.mask & b.mask <> b'0'::bit(256) and a.status in ('held', 'sold') and b.status in ('held', 'sold')",
  );
  expect(over).toEqual({ bits: 0 });
  expect(await sale.violations()).toBe(0);
});

async function release(item: HoldItem): Promise<void> {
  await transaction(wide, asService, async (tx) => {
    await lockOrder(tx, item.orderId);
    const of = { orderIds: [item.orderId], tripIds: [...new Set(item.claims.map((claim) => claim.tripId))] };
    await endClaims(tx, of, { was: 'held', becomes: 'released' });
  });
}
