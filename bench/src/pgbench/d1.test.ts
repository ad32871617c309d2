import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createScratchDatabase } from '@safiri/testkit';
import { ask } from '../database/ask.ts';
import { d1Script } from './d1-script.ts';
import { parseLatencies } from './run-pgbench.ts';

const sqlFolder = join(import.meta.dirname, '..', '..', 'sql');
const read = async (name: string): Promise<string> => await readFile(join(sqlFolder, name), 'utf8');

let scratch: Awaited<ReturnType<typeof createScratchDatabase>>;
beforeAll(async () => {
  scratch = await createScratchDatabase(inject('postgres'));
  await ask(scratch.url, await read('d1-tables.sql'));
});
afterAll(async () => await scratch.drop());
beforeEach(async () => {
  await ask(
    scratch.url,
    'truncate seat_inv, bookings, outbox; insert into seat_inv (trip_id, seat_no) values (1, 1), (1, 2)',
  );
});

async function hold(trip: number, seat: number, mask: number): Promise<boolean> {
  const values: Record<string, number> = { trip, seat, mask };
  const statement = (await read('d1.sql')).replaceAll(
    /(?<!:):(trip|seat|mask)/g,
    (_, name: string) => `${values[name]}::bigint`,
  );
  return (await ask(scratch.url, statement)).length === 1;
}

async function violations(): Promise<number> {
  const [row] = await ask<{ violations: number }>(scratch.url, await read('d1-invariants.sql'));
  return row?.violations ?? Number.NaN;
}

test('D1 sells a seat again on other legs and on no leg twice', async () => {
  expect([await hold(1, 1, 0b011), await hold(1, 1, 0b010), await hold(1, 1, 0b100), await hold(1, 2, 0b011)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(await violations()).toBe(0);
});

test.each([
  [
    'a seat sold twice',
    "insert into bookings (trip_id, seat_no, mask) values (1, 1, 1), (1, 1, 1); update seat_inv set occupied = 1 where seat_no = 1; insert into outbox (topic, payload) values ('t', '{}'), ('t', '{}')",
  ],
  ['a seat marked for nobody', 'update seat_inv set occupied = 4 where seat_no = 2'],
  [
    'a lost outbox row',
    'insert into bookings (trip_id, seat_no, mask) values (1, 1, 1); update seat_inv set occupied = 1 where seat_no = 1',
  ],
])('the check finds %s', async (_what, damage) => {
  await ask(scratch.url, damage);
  expect(await violations()).toBeGreaterThan(0);
});

test('HOT takes the trip that all attempts together have come to, SPREAD draws one for each', async () => {
  const d1 = await read('d1.sql');
  expect(d1Script(d1, 'hot', 2_000)).toContain("trip_id = (select nextval('hot_attempt') / 400 + 2001)");
  expect(d1Script(d1, 'spread', 2_000)).toContain('\\set trip random(1, 2000)');
});

test("pgbench's log is read as milliseconds", () => {
  expect(parseLatencies('0 1 4500 0 1700000000 12\n1 1 250 0 1700000000 13\n')).toEqual([4.5, 0.25]);
});
