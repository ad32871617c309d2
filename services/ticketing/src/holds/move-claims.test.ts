import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, isRetryable, transaction } from '@safiri/runtime';
import { decideHold, itemFor, openSale, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { moveClaims, type Move, type RefusedMove } from './claim-queries.ts';
import { drawnLayout } from './drawn-layout.ts';

let sale: Sale;
const layout = drawnLayout(['ss.ss', 'ss.ss']);

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
});
afterAll(async () => await sale.bed.close());

type Held = { readonly orderId: string; readonly claimId: string; readonly tripId: number };

async function holdSeat(tripId: number, seat: number, on = { from: 0, to: 4 }): Promise<Held> {
  const item = itemFor([{ tripId, seat, ...on }]);
  expect(await decideHold(sale.bed.deps.db, item, 10)).toMatchObject({ kind: 'held' });
  return { orderId: item.orderId, tripId, claimId: item.claims[0]?.claimId ?? '' };
}

const newTrip = async (): Promise<number> => await sale.addTrip({ layoutId: layout.layoutId });
const move = ({ tripId, claimId }: Held, seat: number): Move => ({ tripId, claimId, seat });
const moveAll = async (...moves: Move[]): Promise<RefusedMove[]> =>
  await transaction(sale.bed.deps.db, asService, async (tx) => await moveClaims(tx, moves));

async function seatsOf(...held: Held[]): Promise<unknown[]> {
  const rows = await sale.bed.admin<{ claim_id: string; seat: number }>(
    "select claim_id, seat from ticketing.claims where claim_id = any ($1) and status in ('held', 'sold')",
    [held.map(({ claimId }) => claimId)],
  );
  return held.map(({ claimId }) => rows.find((row) => row.claim_id === claimId)?.seat);
}

/** Nothing is claimed twice, bits are those of claims, and what lists will count is what the seats say. */
async function expectSound(...tripIds: number[]): Promise<void> {
  expect(await sale.violations()).toBe(0);
  const told = await sale.bed.deps.db.pool.query('select * from drifted_leg_counts($1)', [tripIds]);
  expect(told.rows).toEqual([]);
}

describe('claims are moved', () => {
  it('to free seats, in swaps and in circles, of several orders and trips at once', async () => {
    const [tripId, other] = [await newTrip(), await newTrip()];
    const [a, b, c] = [await holdSeat(tripId, 1), await holdSeat(tripId, 2), await holdSeat(tripId, 3)];
    const elsewhere = await holdSeat(other, 1, { from: 1, to: 2 });
    expect(await moveAll(move(a, 2), move(b, 3), move(c, 1), move(elsewhere, 8))).toEqual([]);
    expect(await seatsOf(a, b, c, elsewhere)).toEqual([2, 3, 1, 8]);
    expect(await moveAll(move(a, 3), move(b, 2), move(c, 1))).toEqual([]);
    expect(await seatsOf(a, b, c)).toEqual([3, 2, 1]);
    await expectSound(tripId, other);
    expect(await decideHold(sale.bed.deps.db, itemFor([{ tripId: other, seat: 1, from: 0, to: 4 }]), 10)).toMatchObject(
      {
        kind: 'held',
      },
    );
  });

  it('all or none: a seat that somebody else has on a part of the way refuses all', async () => {
    const tripId = await newTrip();
    const [a, b] = [await holdSeat(tripId, 1, { from: 0, to: 2 }), await holdSeat(tripId, 2)];
    await holdSeat(tripId, 1, { from: 2, to: 4 });
    expect(await moveAll(move(a, 5), move(b, 1))).toEqual([{ ...move(b, 1), why: 'taken' }]);
    expect(await moveAll(move(a, 5), move(b, 5))).toHaveLength(1);
    expect(await moveAll(move(a, 77))).toEqual([{ ...move(a, 77), why: 'taken' }]);
    expect(await seatsOf(a, b)).toEqual([1, 2]);
    await expectSound(tripId);
  });

  it('to seats under holds that are over, which end; never such holds themselves', async () => {
    const tripId = await newTrip();
    const [a, over] = [await holdSeat(tripId, 1), await holdSeat(tripId, 2)];
    await sale.age(over.orderId);
    expect(await moveAll(move(over, 3))).toEqual([{ ...move(over, 3), why: 'gone' }]);
    expect(await moveAll(move(a, 2))).toEqual([]);
    expect(await seatsOf(a, over)).toEqual([2, undefined]);
    await expectSound(tripId);
  });

  it('by the service alone', async () => {
    const held = await holdSeat(await newTrip(), 1);
    const asPassenger = { kind: 'passenger', id: newId() } as const;
    await expect(
      transaction(sale.bed.deps.db, asPassenger, async (tx) => await moveClaims(tx, [move(held, 2)])),
    ).rejects.toThrow(/only the service/);
  });

  it('at random, by several at once while seats are held: no seat is had twice, and no bit goes astray', async () => {
    const tripId = await newTrip();
    const held: Held[] = [];
    for (const seat of [1, 2, 3, 4, 5]) held.push(await holdSeat(tripId, seat, { from: seat % 3, to: 4 }));
    const outcomes = new Set<string>();
    const moveSome = async (client: number, step: number): Promise<void> => {
      const moves = held
        .filter((_claim, index) => (index + client + step) % 2 === 0)
        .map((claim, index) => move(claim, 1 + ((client * 3 + step * 5 + index) % 8)));
      try {
        outcomes.add((await moveAll(...moves))[0]?.why ?? 'moved');
      } catch (error) {
        // Somebody else moved one of them: the caller, who has locked the orders as a rule, would try again.
        if (!isRetryable(error)) throw error;
      }
    };
    await Promise.all(
      [0, 1, 2, 3].map(async (client) => {
        for (let step = 0; step < 15; step += 1) {
          if (step % 5 === 4)
            await decideHold(sale.bed.deps.db, itemFor([{ tripId, seat: 1 + (step % 8), from: 0, to: 1 }]), 0);
          else await moveSome(client, step);
        }
      }),
    );
    expect(outcomes).toContain('moved');
    expect(outcomes).toContain('taken');
    await expectSound(tripId);
  });
});
