import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { LedgerSet } from './ledger-set.ts';

/**
 * Posts movements, each once: one that is posted already is passed over. All of them in one statement, sorted, so that two
 * processes that post the same ones do not wait in a circle. Entries of nothing are left out.
 */
export async function postSets(tx: Tx, sets: readonly LedgerSet[]): Promise<void> {
  const rows = sets.flatMap(({ entries, ...set }) =>
    entries
      .filter((entry) => entry.amountMinor !== 0)
      .map((entry, index) => ({ ...set, ...entry, entryNo: index + 1 })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, line, method, order_id, drawer_id, amount_minor, currency)
    select "companyId", "sourceKind", "sourceId", "entryNo", account, line, method, "orderId", "drawerId", "amountMinor", currency
      from json_to_recordset(${JSON.stringify(rows)}::json) as e ("companyId" uuid, "sourceKind" text, "sourceId" uuid, "entryNo" smallint,
           account text, line text, method text, "orderId" uuid, "drawerId" uuid, "amountMinor" bigint, currency text)
     order by "companyId", "sourceKind", "sourceId", "entryNo"
    on conflict (company_id, source_kind, source_id, entry_no) do nothing`.execute(tx);
}
