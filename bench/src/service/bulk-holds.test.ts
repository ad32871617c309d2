import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createScratchDatabase, templateDatabase } from '@safiri/testkit';
import { ask } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { coach } from '../feeds/coach.ts';
import { findBookingViolations } from './bookings-database.ts';
import { holdInBulk, makeSeatRows } from './bulk-holds.ts';
import { findBloat, findSalesViolations } from './sales-database.ts';

let scratch: Awaited<ReturnType<typeof createScratchDatabase>>;
beforeAll(async () => {
  scratch = await createScratchDatabase(inject('postgres'), { template: templateDatabase });
});
afterAll(async () => await scratch.drop());

const company = '00000000-0000-7000-8000-000000000001';
const pattern = '00000000-0000-7000-8000-000000000002';
const layout = '00000000-0000-7000-8000-000000000003';

beforeEach(async () => {
  await ask(
    scratch.url,
    `truncate ticketing.orders, ticketing.claims, ticketing.seat_inventory, ticketing.leg_counts, ticketing.seat_changes,
              ticketing.trips, ticketing.fares, ticketing.layouts, payment.outbox cascade;
     insert into ticketing.layouts (layout_id, version, company_id, capacity, layout)
     values ('${layout}', 1, '${company}', ${coach.capacity}, '${JSON.stringify(coach)}');
     insert into ticketing.fares (pattern_id, version, company_id, currency, source, stop_count) values ('${pattern}', 1, '${company}', 'RWF', 'feed', 8);
     insert into ticketing.trips (trip_id, version, company_id, pattern_id, layout_id, service_date, departs_at, status)
     values (1, 1, '${company}', '${pattern}', '${layout}', '2026-03-31', now() + interval '1 day', 'scheduled')`,
  );
  await makeSeatRows(scratch.url, [1]);
});

async function countLegs(): Promise<void> {
  await ask(scratch.url, 'select ticketing.count_legs(5000)');
}

test('rows of seats made in bulk are those that the first hold on a trip makes, made once', async () => {
  const listRows = async (): Promise<unknown[]> =>
    await ask(scratch.url, 'select * from ticketing.seat_inventory order by trip_id, seat');
  const inBulk = await listRows();
  await makeSeatRows(scratch.url, [1]);
  expect(await listRows()).toEqual(inBulk);
  await ask(
    scratch.url,
    'set search_path = ticketing; truncate ticketing.seat_inventory; select ticketing.make_seat_rows(1)',
  );
  expect(await listRows()).toEqual(inBulk);
  expect(inBulk).toHaveLength(coach.capacity);
});

test('seats that are held in bulk are held as the product holds them', async () => {
  const holds = [
    { tripId: 1, seats: [1, 2], from: 0, to: 7 },
    { tripId: 1, seats: [3], from: 2, to: 3 },
  ];
  expect(await holdInBulk(scratch.url, holds, 60)).toBe(2);
  await countLegs();
  expect(await findSalesViolations(scratch.url, 2)).toEqual([]);
});

test('a seat that is taken cannot be held in bulk', async () => {
  await holdInBulk(scratch.url, [{ tripId: 1, seats: [1], from: 0, to: 2 }], 60);
  await expect(holdInBulk(scratch.url, [{ tripId: 1, seats: [1], from: 1, to: 3 }], 60)).rejects.toThrow(
    'Of 1 free seats 0',
  );
});

test('what clients hold on less than the line is ended, and the books still agree', async () => {
  const holds = [
    { tripId: 1, seats: [1], from: 0, to: 7 },
    { tripId: 1, seats: [2], from: 2, to: 3 },
  ];
  await holdInBulk(scratch.url, holds, -60);
  await ask(scratch.url, await readSql('end-holds.sql'), [[1], 7]);
  await countLegs();
  expect(await findSalesViolations(scratch.url, 2)).toEqual([]);
  const taken = await ask(
    scratch.url,
    `select seat from ticketing.seat_inventory where occupied <> b'0'::bit(256) order by seat`,
  );
  expect(taken).toEqual([{ seat: 1 }]);
});

test('payments are told of orders that are open, and paid orders without tickets are found', async () => {
  await holdInBulk(scratch.url, [{ tripId: 1, seats: [1], from: 0, to: 2 }], 60);
  await ask(scratch.url, await readSql('open-orders.sql'));
  await ask(scratch.url, await readSql('pay-orders.sql'));
  const told = await ask(scratch.url, `select payload -> 'amount' as amount from payment.outbox`);
  expect(told).toEqual([{ amount: { amountMinor: 1_000, currency: 'RWF' } }]);
  expect(await findBookingViolations(scratch.url, 0)).toEqual([]);
  expect(await findBookingViolations(scratch.url, 1)).toContain(
    '1 orders of one seat were paid, and there are 0 tickets',
  );
});

test('a table that news passed through and that stays large is found', async () => {
  expect(await findBloat(scratch.url)).toEqual([]);
  await ask(
    scratch.url,
    `insert into ticketing.seat_changes (trip_id, mask, delta) select 1, b'1'::bit(256), 1 from generate_series(1, 5000)`,
  );
  expect(await findBloat(scratch.url)).toEqual([expect.stringContaining('ticketing.seat_changes')]);
});
