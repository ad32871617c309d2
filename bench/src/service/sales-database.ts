import { openSession, type Session } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { until } from '../database/until.ts';
import type { Drain } from '../run-report.ts';

/** Dating and telling 200,000 trips, on a machine that others use too. */
const copySeconds = 600;
/** The bar of docs/performance.md, for outboxes and for the changes that ticketing counts. */
const drainSeconds = 10;
/** For what a measurement itself puts there in bulk before it begins. */
export const setUpSeconds = 120;
/** Ticketing's own news of holds, which only its counters read. */
const seatChanges = 'ticketing.seat_changes';

/** The trips that ticketing can sell, earliest first, once it has heard of so many. */
export async function listTripsOnSale(url: string, wanted: number): Promise<number[]> {
  await using session = await openSession(url);
  const onSale = async (): Promise<number[] | undefined> => {
    const [heard] = await session.ask<{ trips: number }>('select count(*) as trips from ticketing.trips');
    if (heard === undefined || heard.trips < wanted) return undefined;
    const rows = await session.ask<{ trip_id: number }>(
      `select t.trip_id from ticketing.trips t
         join ticketing.layouts l using (layout_id) join ticketing.patterns p using (pattern_id) join ticketing.fares f using (pattern_id)
        where t.status = 'scheduled' and t.departs_at > now()
        order by t.departs_at, t.trip_id`,
    );
    return rows.length < wanted ? undefined : rows.map((row) => row.trip_id);
  };
  const found = await until(onSale, { mostSeconds: copySeconds, everyMilliseconds: 200 });
  if (found === undefined) throw new Error(`Ticketing has not heard of ${wanted} trips within ${copySeconds} s.`);
  return found.value;
}

/** How long it takes from now until there is no news left to hand on, and what of it took too long. */
export async function awaitDrained(
  url: string,
  mostSeconds = drainSeconds,
): Promise<{ readonly drain?: Drain; readonly violations: string[] }> {
  await using session = await openSession(url);
  const outboxes = await untilEmpty(session, await listOutboxes(session), mostSeconds);
  if (Array.isArray(outboxes))
    return { violations: [`not empty within ${mostSeconds} seconds: ${outboxes.join(', ')}`] };
  const counted = await untilEmpty(session, [seatChanges], mostSeconds);
  if (Array.isArray(counted))
    return { violations: [`changes of seats were not counted within ${mostSeconds} seconds`] };
  return { drain: { outboxSeconds: outboxes, countSeconds: outboxes + counted }, violations: [] };
}

/** The seconds that took; or the tables that were not empty by then. */
async function untilEmpty(
  session: Session,
  tables: readonly string[],
  mostSeconds: number,
): Promise<number | string[]> {
  let left: string[] = [];
  const filled = tables.map((name) => `case when exists (select from ${name}) then '${name}' end`).join(', ');
  const drained = async (): Promise<true | undefined> => {
    const [row] = await session.ask<{ left: string[] }>(`select array_remove(array[${filled}], null) as left`);
    left = row?.left ?? [];
    return left.length === 0 ? true : undefined;
  };
  return (await until(drained, { mostSeconds, everyMilliseconds: 20 }))?.seconds ?? left;
}

/** What a table that news passes through may keep on the disk, once it is empty and vacuumed: some pages. */
const mostBytesOfEmptyTable = 262_144;

/** Tables that news passes through and that did not become small again, a sentence each. */
export async function findBloat(url: string): Promise<string[]> {
  await using session = await openSession(url);
  const tables = [...(await listOutboxes(session)), seatChanges];
  const bloat: string[] = [];
  for (const table of tables) {
    await session.ask(`vacuum ${table}`);
    const [row] = await session.ask<{ bytes: number }>('select pg_relation_size($1) as bytes', [table]);
    const bytes = row?.bytes ?? 0;
    if (bytes > mostBytesOfEmptyTable) bloat.push(`${table} is empty and still has ${bytes} bytes on the disk`);
  }
  return bloat;
}

export async function listOutboxes(session: Session): Promise<string[]> {
  const rows = await session.ask<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_name like '%outbox' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map((row) => row.name);
}

/** What must never be, a sentence each. `held` is how many orders clients were given since the database is there. */
export async function findSalesViolations(url: string, held: number): Promise<string[]> {
  type Row = Record<'soldTwice' | 'outOfStep' | 'torn' | 'miscounted' | 'audited' | 'orders', number>;
  await using session = await openSession(url);
  // Sums over all claims fit into memory then.
  await session.ask(`set work_mem = '128MB'`);
  const [row] = await session.ask<Row>(await readSql('sales-invariants.sql'));
  if (row === undefined) throw new Error('Bug: the invariants gave no row.');
  return [
    ...(row.soldTwice === 0 ? [] : [`${row.soldTwice} seats are sold twice on a leg`]),
    ...(row.outOfStep === 0 ? [] : [`${row.outOfStep} seats are marked otherwise than their claims say`]),
    ...(row.torn === 0 ? [] : [`${row.torn} orders and claims have lost each other`]),
    ...(row.miscounted === 0 ? [] : [`${row.miscounted} legs have other counts than claims`]),
    ...(row.audited === 0 ? [] : [`the product's auditor raised ${row.audited} violations`]),
    ...(row.orders === held ? [] : [`clients were given ${held} orders, and ${row.orders} are in the database`]),
  ];
}
