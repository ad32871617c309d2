import { sql } from 'kysely';
import { layoutChanged, type SeatLayout } from '@safiri/contracts';
import { publish, type Tx } from '@safiri/runtime';
import type { LayoutDeck } from '../gtfs/layout/layout-mistakes.ts';

export type LayoutRow = Omit<SeatLayout, 'decks'> & {
  readonly companyId: string;
  readonly decks: readonly LayoutDeck[];
};

/** Writes a layout; answers whether anything passengers see of it changed. */
export async function writeLayout(tx: Tx, layout: LayoutRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into layouts (layout_id, company_id, name, capacity, decks)
    values (${layout.layoutId}, ${layout.companyId}, ${layout.name}, ${layout.capacity}, ${JSON.stringify(layout.decks)}::jsonb)
    on conflict (layout_id) do update
       set name = excluded.name, capacity = excluded.capacity, decks = excluded.decks, version = layouts.version + 1
     where layouts.company_id = excluded.company_id
       and (layouts.name, layouts.decks) is distinct from (excluded.name, excluded.decks)`.execute(tx);
  return numAffectedRows === 1n;
}

/** Sells the company's trips by this layout from now on, those that are dated already excepted. */
export async function makeDefaultLayout(tx: Tx, companyId: string, layoutId: string): Promise<void> {
  // Two who choose a default at once take turns.
  await sql`select from companies where company_id = ${companyId} for update`.execute(tx);
  await sql`update layouts set is_default = false where company_id = ${companyId} and is_default and layout_id <> ${layoutId}`.execute(
    tx,
  );
  await sql`update layouts set is_default = true where company_id = ${companyId} and layout_id = ${layoutId} and not is_default`.execute(
    tx,
  );
}

/** The layout, locked until the transaction ends; undefined when there is none. */
export async function lockLayout(tx: Tx, layoutId: string): Promise<LayoutRow | undefined> {
  const { rows } = await sql<LayoutRow>`
    select layout_id as "layoutId", company_id as "companyId", name, capacity, decks
      from layouts where layout_id = ${layoutId} for update`.execute(tx);
  return rows[0];
}

/** Companies that have no default layout yet, of those given. */
export async function listCompaniesWithoutLayout(tx: Tx, companyIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ companyId: string }>`
    select c.company_id as "companyId" from companies c
     where c.company_id = any (${companyIds}::uuid[])
       and not exists (select from layouts l where l.company_id = c.company_id and l.is_default)
     order by c.company_id`.execute(tx);
  return rows.map((row) => row.companyId);
}

/** Publishes the present state of these layouts; answers the number of events. */
export async function tellLayouts(tx: Tx, layoutIds: readonly string[]): Promise<number> {
  const { rows } = await sql<SeatLayout & { companyId: string; version: number }>`
    select layout_id as "layoutId", company_id as "companyId", version, name, capacity, decks
      from layouts where layout_id = any (${layoutIds}::uuid[]) order by layout_id`.execute(tx);
  for (const { version, companyId, ...layout } of rows) {
    await publish(tx, layoutChanged, {
      aggregateId: layout.layoutId,
      version,
      payload: { version, companyId, layout },
    });
  }
  return rows.length;
}
