import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createScratchDatabase } from '@safiri/testkit';
import { ask } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { searchNetwork, stopAt, stopCountOf } from '../search/search-network.ts';
import { confirmScript } from './open-confirm.ts';
import { s2Script } from './s2-script.ts';

let scratch: Awaited<ReturnType<typeof createScratchDatabase>>;
beforeAll(async () => {
  scratch = await createScratchDatabase(inject('postgres'));
  await ask(scratch.url, await readSql('s2-tables.sql'));
  await ask(scratch.url, await readSql('confirm-tables.sql'));
  await ask(
    scratch.url,
    `insert into route_stops values (1, 1, 10, 0), (1, 2, 11, 30), (1, 3, 12, 60);
     insert into trips values (7, 1, '2026-03-31', '2026-03-31 06:00Z', 1000, 60, '{60,59}'), (8, 1, '2026-03-31', '2026-03-31 05:00Z', 1000, 60, '{60,60}')`,
  );
});
afterAll(async () => await scratch.drop());

test('S2 finds trips of a date with a seat free on every leg of the stretch', async () => {
  const s2 = await readSql('s2.sql');
  const find = async (from: number, to: number, date: string): Promise<unknown[]> =>
    await ask(scratch.url, s2, [from, to, date]);
  expect(await find(11, 12, '2026-03-31')).toMatchObject([{ id: 7, price_cents: 1_000, free: 1 }]);
  expect(await find(10, 12, '2026-03-31')).toEqual([]);
  expect(await find(12, 11, '2026-03-31')).toEqual([]);
  expect(await find(11, 12, '2026-04-01')).toEqual([]);
});

test('pgbench draws a line, two stops of it in their order and a day', async () => {
  const script = s2Script(await readSql('s2.sql'), { firstDate: '2026-03-31', skewed: false });
  expect(script).toContain('f.stop_id = :from_stop and g.stop_id = :to_stop');
  expect(script).toContain("t.service_date = date '2026-03-31' + :day::int");
  // The same arithmetic as pgbench's, with the drawn numbers filled in: whatever is drawn is a stop of that line.
  const line = 123;
  const stride = /when :line % 7 = 4 then (\d+)/.exec(script)?.[1];
  expect(line % 7).toBe(4);
  expect((line * 37 + 5 * Number(stride)) % searchNetwork.stops).toBe(stopAt(line, 5));
  expect(script).toContain(`\\set stop_count 8 + :line % 13`);
  expect(stopCountOf(line)).toBe(8 + (line % 13));
});

beforeEach(async () => {
  await ask(
    scratch.url,
    `truncate bookings, outbox restart identity; alter sequence next_booking restart;
     insert into bookings (trip_id, seat_no, mask) values (1, 1, 1), (1, 2, 1)`,
  );
});

async function violations(): Promise<number> {
  const [row] = await ask<{ violations: number }>(scratch.url, await readSql('confirm-invariants.sql'));
  return row?.violations ?? Number.NaN;
}

test('CONFIRM pays one booking after another, each once', async () => {
  const pay = async (): Promise<unknown[]> => await ask(scratch.url, confirmScript(await readSql('confirm.sql')));
  expect(await violations()).toBe(0);
  expect([await pay(), await pay()]).toEqual([[{ id: 1 }], [{ id: 2 }]]);
  expect(await violations()).toBe(0);
});

test.each([
  ['a lost outbox row', "update bookings set status = 'confirmed' where id = 1"],
  ['a payment that confirmed nothing', "select nextval('next_booking')"],
])('the check finds %s', async (_what, damage) => {
  await ask(scratch.url, damage);
  expect(await violations()).toBeGreaterThan(0);
});
