import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { Bus as BusSchema } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type Bus = Static<typeof BusSchema>;

/**
 * Writes a bus of the company; false when the id is a bus that the actor may not see. Not one upsert: meeting a hidden
 * row, that would be an error of the database. A plate that another of the company's buses has violates `buses_plate`.
 */
export async function writeBus(tx: Tx, bus: Bus): Promise<boolean> {
  const made = await sql`
    insert into buses (bus_id, company_id, plate, layout_id)
    values (${bus.busId}, ${bus.companyId}, ${bus.plate}, ${bus.layoutId})
    on conflict (bus_id) do nothing`.execute(tx);
  if (made.numAffectedRows === 1n) return true;
  const changed = await sql`
    update buses set plate = ${bus.plate}, layout_id = ${bus.layoutId}
     where bus_id = ${bus.busId} and company_id = ${bus.companyId}`.execute(tx);
  return changed.numAffectedRows === 1n;
}

export async function findBus(tx: Tx, busId: string): Promise<Bus | undefined> {
  const { rows } = await sql<Bus>`
    select bus_id as "busId", company_id as "companyId", plate, layout_id as "layoutId"
      from buses where bus_id = ${busId}`.execute(tx);
  return rows[0];
}

export async function listBusRows(tx: Tx, companyId: string, limit: number): Promise<Bus[]> {
  const { rows } = await sql<Bus>`
    select bus_id as "busId", company_id as "companyId", plate, layout_id as "layoutId"
      from buses where company_id = ${companyId} order by plate, bus_id limit ${limit}`.execute(tx);
  return rows;
}
