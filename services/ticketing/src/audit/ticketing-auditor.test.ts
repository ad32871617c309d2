import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { openRefundDesk } from '../../tests/refund-desk.ts';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { inspect } from './inspect.ts';

let sale: Sale;
let buyer: Buyer;
beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

/** A trip with a booking of its seat 1 over the first two legs, and an order that only holds seat 2. */
type Scene = { readonly tripId: number; readonly booked: Order; readonly held: Order };

async function openScene(): Promise<Scene> {
  const tripId = await sale.addTrip();
  const booked = await sale.book(buyer, [{ tripId, from: 0, to: 2, seats: [1] }]);
  const held = await sale.checkOut(buyer, [{ tripId, from: 0, to: 2, seats: [2] }]);
  return { tripId, booked, held };
}

/** Breaks rows as no code of ours can: past triggers and foreign keys. Counts by leg follow, so that they tell nothing of their own. */
async function plant(statements: string): Promise<void> {
  await sale.bed.admin(
    `begin; set local session_replication_role = replica; set local search_path = ticketing; ${statements}; select recount_legs(null); commit`,
  );
}

async function kindsFound({ tripId, booked, held }: Scene): Promise<string[]> {
  const scope = { tripIds: [tripId], orderIds: [booked.orderId, held.orderId] };
  const findings = await transaction(sale.bed.deps.db, asService, async (tx) => await inspect(tx, scope));
  return findings.map(({ kind, subject }) => `${kind} of ${subject}`);
}

const claimOf = (order: Order): string => order.claims[0]?.claimId ?? expect.fail('it has a claim');
const attemptOf = async (order: Order): Promise<string> => {
  const rows = await sale.bed.admin<{ attempt_id: string }>(
    'select attempt_id from ticketing.order_payments where order_id = $1',
    [order.orderId],
  );
  return rows[0]?.attempt_id ?? expect.fail('it was paid');
};
const seat = (scene: Scene, number: number): string => `trip_id = ${scene.tripId} and seat = ${number}`;
const of = (order: Order): string => `order_id = '${order.orderId}'`;

/** As its passenger did, who got half of the fare back. */
async function cancelled(order: Order): Promise<void> {
  const desk = openRefundDesk(sale);
  await desk.leavesIn(order, '5 hours');
  expect(await desk.confirm(order, await desk.quote(order, [1]))).toMatchObject({ ok: true });
}

it('a booking of which a part was kept and a part went back is in order', async () => {
  const scene = await openScene();
  await cancelled(scene.booked);
  expect(await kindsFound(scene)).toEqual([]);
});

describe('a violation is found, and nothing else with it:', () => {
  type Planted = {
    readonly what: string;
    readonly statements: (scene: Scene) => string | Promise<string>;
    readonly found: (scene: Scene) => string[];
  };
  const cases: Planted[] = [
    {
      what: 'two claims on one leg of a seat',
      statements: (scene) => `update claims set seat = 1, from_stop = 1 where ${of(scene.held)};
        update seat_inventory set occupied = b'0'::bit(256) where ${seat(scene, 2)}`,
      found: ({ tripId }) => [`seats-overlap of trip ${tripId} seat 1`],
    },
    {
      what: 'a bit without a claim',
      statements: (scene) =>
        `update seat_inventory set occupied = leg_mask(0::smallint, 4::smallint) where ${seat(scene, 1)}`,
      found: ({ tripId }) => [`seat-bits of trip ${tripId} seat 1`],
    },
    {
      what: 'a claim without its bits',
      statements: (scene) => `update seat_inventory set occupied = b'0'::bit(256) where ${seat(scene, 2)}`,
      found: ({ tripId }) => [`seat-bits of trip ${tripId} seat 2`],
    },
    {
      what: 'a claim without a seat row',
      statements: (scene) => `delete from seat_inventory where ${seat(scene, 2)}`,
      found: ({ tripId }) => [`seat-bits of trip ${tripId} seat 2`],
    },
    {
      what: 'a seat held for an order that is gone',
      statements: (scene) => `delete from orders where ${of(scene.held)}`,
      found: ({ held }) => [`claim-without-order of claim ${claimOf(held)}`],
    },
    {
      what: 'a released order that keeps a seat',
      statements: (scene) => `update orders set status = 'released' where ${of(scene.held)}`,
      found: ({ held }) => [`order-against-seats of order ${held.orderId}`],
    },
    {
      what: 'an unpaid order whose seat is sold',
      statements: (scene) => `update claims set status = 'sold' where ${of(scene.held)}`,
      found: ({ held }) => [
        `order-against-seats of order ${held.orderId}`,
        `seat-without-ticket of claim ${claimOf(held)}`,
      ],
    },
    {
      what: 'a seat taken from a hold that is not over',
      statements: (scene) => `update claims set status = 'expired' where ${of(scene.held)};
        update seat_inventory set occupied = b'0'::bit(256) where ${seat(scene, 2)}`,
      found: ({ held }) => [`order-against-seats of order ${held.orderId}`],
    },
    {
      what: 'an order that lost one of its seats',
      statements: (scene) =>
        `delete from claims where ${of(scene.held)}; update seat_inventory set occupied = b'0'::bit(256) where ${seat(scene, 2)}`,
      found: ({ held }) => [`order-in-part of order ${held.orderId}`],
    },
    {
      what: 'a sold seat without a ticket',
      statements: (scene) => `delete from tickets where ${of(scene.booked)}`,
      found: ({ booked }) => [`seat-without-ticket of claim ${claimOf(booked)}`],
    },
    {
      what: 'a ticket for another seat than was sold',
      statements: (scene) =>
        `update tickets set seat = 3, ticket_id = '${scene.booked.orderId}' where ${of(scene.booked)}`,
      found: ({ booked }) => [`ticket-without-seat of ticket ${booked.orderId}`],
    },
    {
      what: 'a seat given back while its ticket is good and its money is kept',
      statements: (scene) => `update claims set status = 'released' where ${of(scene.booked)};
        update seat_inventory set occupied = b'0'::bit(256) where ${seat(scene, 1)};
        update tickets set ticket_id = '${scene.booked.orderId}' where ${of(scene.booked)}`,
      found: ({ booked }) => [
        `booking-unbalanced of order ${booked.orderId}`,
        `ticket-without-seat of ticket ${booked.orderId}`,
      ],
    },
    {
      what: 'a booking that nobody paid for',
      statements: (scene) => `delete from order_payments where ${of(scene.booked)}`,
      found: ({ booked }) => [`booking-unpaid of order ${booked.orderId}`],
    },
    {
      what: 'a booking that was paid with too little',
      statements: (scene) => `update order_payments set amount_minor = amount_minor - 1 where ${of(scene.booked)}`,
      found: ({ booked }) => [`booking-unbalanced of order ${booked.orderId}`],
    },
    {
      what: 'a booking that was paid in another currency',
      statements: (scene) => `update order_payments set currency = 'KES' where ${of(scene.booked)}`,
      found: ({ booked }) => [`booking-unbalanced of order ${booked.orderId}`],
    },
    {
      what: 'money that goes back although its seat is sold',
      statements: async (
        scene,
      ) => `insert into order_refunds (order_id, refund_id, attempt_id, amount_minor, currency, cause)
        values ('${scene.booked.orderId}', '${newId()}', '${await attemptOf(scene.booked)}', 5, 'RWF', 'trip-cancelled')`,
      found: ({ booked }) => [`booking-unbalanced of order ${booked.orderId}`],
    },
    {
      what: 'money that bought nothing and is kept',
      statements: (scene) => `insert into order_payments (order_id, attempt_id, amount_minor, currency, outcome)
        values ('${scene.held.orderId}', '${scene.held.orderId}', 5, 'RWF', 'refund')`,
      found: ({ held }) => [`payment-kept of attempt ${held.orderId}`],
    },
    {
      what: 'money booked on an order that is not confirmed',
      statements: (scene) => `insert into order_payments (order_id, attempt_id, amount_minor, currency, outcome)
        values ('${scene.held.orderId}', '${scene.held.orderId}', 5, 'RWF', 'booking')`,
      found: ({ held }) => [`payment-without-booking of attempt ${held.orderId}`],
    },
    {
      what: 'a seat that was cancelled for half of its fare, with a part of the refund untold',
      statements: async (scene) => {
        await cancelled(scene.booked);
        return `update order_refunds set amount_minor = amount_minor - 1 where ${of(scene.booked)}`;
      },
      found: ({ booked }) => [
        `booking-unbalanced of order ${booked.orderId}`,
        expect.stringMatching(/^refund-not-as-offered of quote /),
      ],
    },
    {
      what: 'an offer that was taken, and keeps another amount than its seats do',
      statements: async (scene) => {
        await cancelled(scene.booked);
        return `update refund_quotes set total_minor = total_minor + 1 where ${of(scene.booked)}`;
      },
      found: () => [expect.stringMatching(/^refund-not-as-offered of quote /)],
    },
    {
      what: 'one payment with two effects',
      statements: async (scene) => {
        const attemptId = await attemptOf(scene.booked);
        return `insert into order_payments (order_id, attempt_id, amount_minor, currency, outcome) values ('${newId()}', '${attemptId}', 5, 'RWF', 'refund')`;
      },
      found: () => [expect.stringMatching(/^attempt-of-two-orders of attempt /)],
    },
  ];
  it('wrong counts of taken seats', async () => {
    const scene = await openScene();
    await sale.bed.admin("insert into ticketing.leg_counts (trip_id, taken, begun) values ($1, '{1}', '{1}')", [
      scene.tripId,
    ]);
    expect(await kindsFound(scene)).toEqual([`leg-counts of trip ${scene.tripId}`]);
  });

  it.each(cases)('$what', async ({ statements, found }) => {
    const scene = await openScene();
    expect(await kindsFound(scene)).toEqual([]);
    await plant(await statements(scene));
    expect(await kindsFound(scene)).toEqual(found(scene));
  });
});
