import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ask } from '../database/ask.ts';

const invariantsFile = join(import.meta.dirname, '..', '..', 'sql', 'sales-invariants.sql');

/** Some thousand trips, some hundred of them in an event: seconds, on a machine that others use too. */
const copySeconds = 120;
/** The bar of docs/performance.md. */
const drainSeconds = 10;
const askEveryMilliseconds = 20;

/** The trips that ticketing can sell, earliest first, once it has heard of so many. */
export async function listTripsOnSale(url: string, wanted: number): Promise<number[]> {
  const onSale = async (): Promise<number[] | undefined> => {
    const rows = await ask<{ trip_id: number }>(
      url,
      `select t.trip_id from ticketing.trips t
         join ticketing.layouts l using (layout_id) join ticketing.patterns p using (pattern_id) join ticketing.fares f using (pattern_id)
        where t.status = 'scheduled' and t.departs_at > now()
        order by t.departs_at, t.trip_id`,
    );
    return rows.length < wanted ? undefined : rows.map((row) => row.trip_id);
  };
  const found = await until(onSale, copySeconds);
  if (found === undefined) throw new Error(`Ticketing has not heard of ${wanted} trips within ${copySeconds} s.`);
  return found.value;
}

/** How long it takes until every service's outbox is empty; undefined when it is not within ten seconds. */
export async function awaitDrainedOutboxes(url: string): Promise<number | undefined> {
  const tables = await ask<{ name: string }>(
    url,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_name like '%outbox' and table_type = 'BASE TABLE' order by 1`,
  );
  const left = tables.map(({ name }) => `exists (select from ${name})`).join(' or ');
  const drained = async (): Promise<true | undefined> => {
    const [row] = await ask<{ left: boolean }>(url, `select ${left} as left`);
    return row?.left === false ? true : undefined;
  };
  return (await until(drained, drainSeconds))?.seconds;
}

/** What must never be, a sentence each. `held` is how many orders clients were given since the database is there. */
export async function findSalesViolations(url: string, held: number): Promise<string[]> {
  type Row = { soldTwice: number; outOfStep: number; torn: number; orders: number };
  const [row] = await ask<Row>(url, await readFile(invariantsFile, 'utf8'));
  if (row === undefined) throw new Error('Bug: the invariants gave no row.');
  return [
    ...(row.soldTwice === 0 ? [] : [`${row.soldTwice} seats are sold twice on a leg`]),
    ...(row.outOfStep === 0 ? [] : [`${row.outOfStep} seats are marked otherwise than their claims say`]),
    ...(row.torn === 0 ? [] : [`${row.torn} orders and claims have lost each other`]),
    ...(row.orders === held ? [] : [`clients were given ${held} orders, and ${row.orders} are in the database`]),
  ];
}

async function until<Value>(
  look: () => Promise<Value | undefined>,
  mostSeconds: number,
): Promise<{ readonly value: Value; readonly seconds: number } | undefined> {
  const startedAt = performance.now();
  for (;;) {
    const value = await look();
    const seconds = (performance.now() - startedAt) / 1_000;
    if (value !== undefined) return { value, seconds };
    if (seconds > mostSeconds) return undefined;
    await wait(askEveryMilliseconds);
  }
}
