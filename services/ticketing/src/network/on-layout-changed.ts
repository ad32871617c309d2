import { sql } from 'kysely';
import type { layoutChanged, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** Keeps the layout that a trip's seats are drawn and counted from. */
export async function onLayoutChanged(
  tx: Tx,
  { version, companyId, layout }: PayloadOf<typeof layoutChanged>,
): Promise<void> {
  await sql`
    insert into layouts as t (layout_id, version, company_id, capacity, layout)
    values (${layout.layoutId}, ${version}, ${companyId}, ${layout.capacity}, ${JSON.stringify(layout)}::jsonb)
    on conflict (layout_id) do update
       set version = excluded.version, company_id = excluded.company_id, capacity = excluded.capacity, layout = excluded.layout
     where excluded.version >= t.version`.execute(tx);
}
