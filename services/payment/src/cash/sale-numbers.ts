import { sql } from 'kysely';
import { mostLinesOfSession, mostMissingSales } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { isSaleNumberTaken } from './line-queries.ts';

/** As many as the contract lists: a counter has a till or two. */
const mostDevices = 100;
/** A refusal names so many missing numbers of a device; the session itself lists all. */
const mostNamed = 100;
/** The review adds two lines of its own. */
const linesOfReview = 2;

/** How many sales a device says it made in a session. */
export type Declared = { readonly deviceId: string; readonly sales: number };
export type DeviceState = Declared & { readonly missing: number[] };

export function sessionFull(): DomainError {
  return new DomainError('CASH_SESSION_FULL', 'This session has as many lines as it may: close it and open another.');
}

/** Uses a device's number of a sale, or of one that came to nothing. */
export async function useSaleNumber(
  tx: Tx,
  sessionId: string,
  { deviceId, saleNo }: { readonly deviceId: string; readonly saleNo: number },
): Promise<void> {
  if (await isSaleNumberTaken(tx, sessionId, { deviceId, saleNo }))
    throw new DomainError('SALE_NUMBER_TAKEN', 'This device used this number in this session already.', {
      field: '/body/saleNo',
    });
  if ((await countNumbers(tx, sessionId)).room <= 0) throw sessionFull();
  await declareSales(tx, sessionId, [{ deviceId, sales: saleNo }]);
}

/** Notes how many sales devices made: never less than was said before. The session must be locked. */
export async function declareSales(tx: Tx, sessionId: string, declared: readonly Declared[]): Promise<void> {
  await sql`
    insert into cash_devices as d (session_id, device_id, sales)
    select ${sessionId}, "deviceId", max(sales)
      from json_to_recordset(${JSON.stringify(declared)}::json) as e ("deviceId" uuid, sales integer) group by "deviceId"
    on conflict (session_id, device_id) do update set sales = greatest(d.sales, excluded.sales)`.execute(tx);
  const { devices, missing, room } = await countNumbers(tx, sessionId);
  if (devices > mostDevices)
    throw new DomainError('TOO_MANY_DEVICES', `A session is sold in on ${mostDevices} devices at the most.`);
  // Whatever is declared can be sent, or made void: else nobody could ever close the drawer.
  if (missing > Math.min(mostMissingSales, room))
    throw new DomainError(
      'TOO_MANY_SALES_MISSING',
      'Send sales that were made, or void numbers, before more are made.',
      {
        most: Math.min(mostMissingSales, room),
      },
    );
}

type Numbers = { readonly devices: number; readonly missing: number; readonly room: number };

/** How many numbers of sales a session waits for, and for how many lines it has room: numbers that are missing need one each. */
export async function countNumbers(tx: Tx, sessionId: string): Promise<Numbers> {
  const { rows } = await sql<Omit<Numbers, 'room'> & { lines: number }>`
    select (select lines from cash_sessions where session_id = ${sessionId}) as lines, count(*) as devices,
           coalesce(sum(sales), 0)::bigint - (select count(*) from cash_lines where session_id = ${sessionId} and device_id is not null) as missing
      from cash_devices where session_id = ${sessionId}`.execute(tx);
  const { devices = 0, missing = 0, lines = 0 } = rows[0] ?? {};
  return { devices, missing, room: mostLinesOfSession - linesOfReview - lines };
}

/** The devices of a session, and which of their numbers came to no line yet. */
export async function listDevices(tx: Tx, sessionId: string): Promise<DeviceState[]> {
  const { rows } = await sql<DeviceState>`
    select d.device_id as "deviceId", d.sales, coalesce(array_agg(n.no order by n.no) filter (where n.no is not null and l.line_no is null), '{}') as missing
      from cash_devices d
      left join lateral generate_series(1, d.sales) as n (no) on true
      left join cash_lines l on l.session_id = d.session_id and l.device_id = d.device_id and l.sale_no = n.no
     where d.session_id = ${sessionId} group by d.device_id, d.sales order by d.device_id limit ${mostDevices}`.execute(
    tx,
  );
  return rows;
}

/** Why a session cannot be closed: its devices sold more than its close says, or than came here; undefined when all is here. */
export function unsyncedSales(devices: readonly DeviceState[], said: readonly Declared[]): DomainError | undefined {
  const saidOf = new Map(said.map(({ deviceId, sales }) => [deviceId.toLowerCase(), sales]));
  const more = devices.filter(({ deviceId, sales }) => sales > (saidOf.get(deviceId) ?? 0));
  if (more.length > 0)
    return new DomainError('SALES_NOT_DECLARED', 'Devices made more sales than this says: ask each how many it made.', {
      field: '/body/devices',
      devices: more.map(({ deviceId, sales }) => ({ deviceId, sales })),
    });
  const behind = devices.filter(({ missing }) => missing.length > 0);
  if (behind.length === 0) return undefined;
  return new DomainError('SALES_UNSYNCED', 'Sales are missing: send them, or void the numbers that came to none.', {
    missing: behind.map(({ deviceId, missing }) => ({ deviceId, saleNos: missing.slice(0, mostNamed) })),
  });
}
