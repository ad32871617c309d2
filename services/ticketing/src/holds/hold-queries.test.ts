import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { violatedUnique } from '@safiri/runtime';
import { itemFor, openSale, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { decideHolds } from './decide-holds.ts';
import type { HoldItem } from './hold-queries.ts';

let sale: Sale;
const rival = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, companyChanged, rival);
});
afterAll(async () => await sale.bed.close());

async function decide(items: readonly HoldItem[]): Promise<string[]> {
  return (await decideHolds(sale.bed.deps.db, items, 10)).map((answer) => answer.kind);
}

describe('orders decided in one call', () => {
  it('are each held or refused on their own, the first asked being the first served', async () => {
    const tripId = await sale.addTrip();
    const ride = { tripId, seat: 1, from: 0, to: 2 };
    const items = [
      itemFor([ride]),
      itemFor([{ ...ride, from: 1, to: 3 }]),
      itemFor([{ ...ride, from: 2, to: 4 }]),
      itemFor([
        { ...ride, seat: 2 },
        { ...ride, seat: 3 },
      ]),
      itemFor([
        { ...ride, seat: 3 },
        { ...ride, seat: 4 },
      ]),
    ];
    expect(await decide(items)).toEqual(['held', 'taken', 'held', 'held', 'taken']);
    expect(await decide([itemFor([{ ...ride, seat: 4 }])])).toEqual(['held']);
    expect(await sale.violations()).toBe(0);
  });

  it("may be for trips of several companies; one that names a trip as another company's is refused alone", async () => {
    const [ours, theirs] = [await sale.addTrip(), await sale.addTrip({ companyId: rival.companyId })];
    const ride = { seat: 1, from: 0, to: 4 };
    const both = itemFor([
      { ...ride, tripId: ours },
      { ...ride, tripId: theirs, companyId: rival.companyId },
    ]);
    const wrong = itemFor([
      { ...ride, seat: 2, tripId: ours },
      { ...ride, seat: 2, tripId: theirs },
    ]);
    expect(await decide([wrong, both])).toEqual(['not-on-sale', 'held']);
    const claims = await sale.bed.admin(
      'select c.trip_id as "tripId", c.company_id as "companyId", o.company_ids @> array[c.company_id] as named from ticketing.claims c join ticketing.orders o using (order_id) where order_id = $1 order by 1',
      [both.orderId],
    );
    expect(claims).toEqual([
      { tripId: String(ours), companyId: sampleCompany.companyId, named: true },
      { tripId: String(theirs), companyId: rival.companyId, named: true },
    ]);
    expect(await sale.bed.admin('select from ticketing.orders where order_id = $1', [wrong.orderId])).toEqual([]);
    expect(await sale.violations()).toBe(0);
  });

  it('with one key make one order; the seats of the second stay free', async () => {
    const tripId = await sale.addTrip();
    const item = itemFor([{ tripId, seat: 1, from: 0, to: 4 }]);
    const claims = [{ ...(itemFor([{ tripId, seat: 2, from: 0, to: 4 }]).claims[0] ?? expect.fail()) }];
    const again = { ...item, orderId: newId(), reference: itemFor([]).reference, claims };
    expect(await decide([item, again, { ...again, orderId: newId(), fingerprint: 'other', claims }])).toEqual([
      'held',
      'repeat',
      'key-reused',
    ]);
    expect(await decide([itemFor([{ tripId, seat: 2, from: 0, to: 4 }])])).toEqual(['held']);
    expect(await sale.violations()).toBe(0);
  });

  it('tell who loses a seat what is taken on the trip: what others won in the same call counts, a hold that is over does not', async () => {
    const [tripId, other] = [await sale.addTrip(), await sale.addTrip()];
    const over = itemFor([{ tripId, seat: 3, from: 0, to: 4 }]);
    await decide([over, itemFor([{ tripId: other, seat: 2, from: 3, to: 4 }])]);
    await sale.age(over.orderId);
    const answers = await decideHolds(
      sale.bed.deps.db,
      [
        itemFor([{ tripId, seat: 1, from: 0, to: 2 }]),
        itemFor([{ tripId, seat: 1, from: 1, to: 3 }]),
        itemFor([{ tripId, seat: 2, from: 3, to: 4 }]),
        itemFor([{ tripId: other, seat: 2, from: 2, to: 4 }]),
      ],
      10,
    );
    const taken = (legs: string) => [{ why: 'taken', legs }];
    const occupied = new Map([
      [tripId, new Map([1, 2].map((seat) => [seat, taken(seat === 1 ? '1100' : '0001')]))],
      [other, new Map([[2, taken('0001')]])],
    ]);
    expect(answers.filter((answer) => answer.kind === 'taken')).toEqual([
      { kind: 'taken', seats: [{ tripId, seat: 1 }], occupied },
      { kind: 'taken', seats: [{ tripId: other, seat: 2 }], occupied },
    ]);
    expect(answers.map((answer) => answer.kind)).toEqual(['held', 'taken', 'held', 'taken']);
    expect(await sale.violations()).toBe(0);
  });

  it('with a reference that is known come to nothing, and the caller is told which', async () => {
    const tripId = await sale.addTrip();
    const item = itemFor([{ tripId, seat: 1, from: 0, to: 1 }]);
    await decide([item]);
    const error = await decide([itemFor([{ tripId, seat: 2, from: 0, to: 1 }], { reference: item.reference })]).catch(
      (caught: unknown) => caught,
    );
    expect(violatedUnique(error)).toBe('orders_reference');
    expect(await sale.violations()).toBe(0);
  });

  it('on a seat that no bus has are refused', async () => {
    const tripId = await sale.addTrip();
    expect(
      await decide([itemFor([{ tripId, seat: 77, from: 0, to: 1 }]), itemFor([{ tripId, seat: 1, from: 0, to: 1 }])]),
    ).toEqual(['taken', 'held']);
  });

  it('reach over 255 legs', async () => {
    const tripId = await sale.addTrip();
    const ride = { tripId, seat: 1 };
    expect(
      await decide([
        itemFor([{ ...ride, from: 0, to: 255 }]),
        itemFor([{ ...ride, from: 254, to: 255 }]),
        itemFor([{ ...ride, seat: 2, from: 254, to: 255 }]),
        itemFor([{ ...ride, seat: 2, from: 0, to: 254 }]),
      ]),
    ).toEqual(['held', 'taken', 'held', 'held']);
    expect(await sale.violations()).toBe(0);
  });
});

it('the count of violations finds each kind that is planted', async () => {
  const tripId = await sale.addTrip();
  const order = await sale.book(await sale.buyer(), [{ tripId, from: 1, to: 3, seats: [1] }]);
  const plants: [string, string][] = [
    [
      'update ticketing.seat_inventory set occupied = set_bit(occupied, 200, 1) where trip_id = $1',
      'update ticketing.seat_inventory set occupied = set_bit(occupied, 200, 0) where trip_id = $1',
    ],
    [
      'update ticketing.seat_inventory set occupied = set_bit(occupied, 1, 0) where trip_id = $1 and seat = 1',
      'update ticketing.seat_inventory set occupied = set_bit(occupied, 1, 1) where trip_id = $1 and seat = 1',
    ],
    [
      "update ticketing.tickets set status = 'cancelled' where trip_id = $1",
      "update ticketing.tickets set status = 'issued' where trip_id = $1",
    ],
    [
      "update ticketing.order_payments set outcome = 'refund' where order_id in (select order_id from ticketing.claims where trip_id = $1)",
      "update ticketing.order_payments set outcome = 'booking' where order_id in (select order_id from ticketing.claims where trip_id = $1)",
    ],
  ];
  for (const [plant, heal] of plants) {
    await sale.bed.admin(plant, [tripId]);
    expect(await sale.violations()).toBeGreaterThan(0);
    await sale.bed.admin(heal, [tripId]);
    expect(await sale.violations()).toBe(0);
  }
  expect(order.claims).toHaveLength(1);
});
