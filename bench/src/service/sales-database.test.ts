import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createScratchDatabase, templateDatabase } from '@safiri/testkit';
import { ask } from '../database/ask.ts';
import { awaitDrained, findSalesViolations } from './sales-database.ts';

let scratch: Awaited<ReturnType<typeof createScratchDatabase>>;
beforeAll(async () => {
  scratch = await createScratchDatabase(inject('postgres'), { template: templateDatabase });
});
afterAll(async () => await scratch.drop());

/** Two orders of a seat on legs 0–1 and 2–3, as the seat functions leave them. */
beforeEach(async () => {
  await ask(
    scratch.url,
    `truncate ticketing.orders, ticketing.claims, ticketing.seat_inventory, ticketing.leg_counts cascade;
     insert into ticketing.seat_inventory (trip_id, seat, company_id, occupied)
     values (1, 1, '${uuid(9)}', ticketing.leg_mask(0::smallint, 4::smallint)), (1, 2, '${uuid(9)}', b'0'::bit(256))`,
  );
  await sell(1, 0);
  await sell(2, 2);
  await ask(scratch.url, 'select ticketing.recount_legs(null)');
});

function uuid(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

async function sell(number: number, from: number): Promise<void> {
  await ask(
    scratch.url,
    `insert into ticketing.orders (order_id, owner_id, idempotency_key, fingerprint, reference, status, currency, total_minor, expires_at, trip_ids, company_ids, locale, seats)
     values ('${uuid(number)}', '${uuid(8)}', 'key-${number}', 'f', 'R${number}', 'held', 'RWF', 100, now() + interval '1 hour', '{1}', '{${uuid(9)}}', 'en', 1);
     insert into ticketing.claims (trip_id, claim_id, order_id, company_id, seat, from_stop, to_stop, expires_at, fare_minor)
     values (1, '${uuid(100 + number)}', '${uuid(number)}', '${uuid(9)}', 1, ${from}, ${from + 2}, now() + interval '1 hour', 100)`,
  );
}

test('sound books have no violation', async () => {
  expect(await findSalesViolations(scratch.url, 2)).toEqual([]);
});

test('a seat that two claims have on one leg is found', async () => {
  await sell(3, 1);
  expect(await findSalesViolations(scratch.url, 3)).toContain('1 seats are sold twice on a leg');
});

test('a claim that was given back sells nothing', async () => {
  await sell(3, 1);
  await ask(scratch.url, `update ticketing.claims set status = 'released' where order_id = '${uuid(3)}'`);
  expect(await findSalesViolations(scratch.url, 3)).toEqual([]);
});

test.each([
  [
    'a seat marked for nobody',
    `update ticketing.seat_inventory set occupied = ~ occupied where seat = 2`,
    'seats are marked otherwise',
  ],
  ['a claimed seat without a row', 'delete from ticketing.seat_inventory where seat = 1', 'seats are marked otherwise'],
  ['a lost claim', `delete from ticketing.claims where order_id = '${uuid(2)}'`, 'have lost each other'],
  [
    'a drifted count',
    'update ticketing.leg_counts set taken[2] = taken[2] + 1',
    '1 legs have other counts than claims',
  ],
  ['a lost count', 'delete from ticketing.leg_counts', '4 legs have other counts than claims'],
  [
    'what the auditor found',
    `insert into ticketing.violations (violation_id, kind, subject, invariant, sentence, raised_at) values (gen_random_uuid(), 'k', 's', 'no-overlap', 'A sentence.', now())`,
    'auditor raised 1 violations',
  ],
  [
    'a lost order',
    `delete from ticketing.orders where order_id = '${uuid(2)}'`,
    'clients were given 2 orders, and 1 are in the database',
  ],
])('%s is found', async (_what, damage, sentence) => {
  await ask(scratch.url, damage);
  expect((await findSalesViolations(scratch.url, 2)).join('; ')).toContain(sentence);
});

test('outboxes of all services count as drained when each is empty', async () => {
  expect((await awaitDrained(scratch.url)).violations).toEqual([]);
});
