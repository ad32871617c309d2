import { sql } from 'kysely';
import type { ReconciliationCase } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export async function countOpenCases(tx: Tx, method: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::bigint as count from reconciliation_cases where method = ${method} and status = 'open'`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

export type CasePage = {
  readonly method: string | undefined;
  /** Behind this case, in the order in which they were found. */
  readonly after: string | undefined;
  readonly limit: number;
};

type CaseRow = Omit<ReconciliationCase, 'foundAt'> & { readonly foundAt: Date };

export async function listOpenCases(tx: Tx, { method, after, limit }: CasePage): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select case_id as "caseId", method, kind, suggestion, sentence, order_id as "orderId", subject_id as "subjectId", found_at as "foundAt"
      from reconciliation_cases
     where status = 'open' and (${method ?? null}::text is null or method = ${method ?? null})
       and (${after ?? null}::uuid is null or (found_at, case_id) > (select found_at, case_id from reconciliation_cases where case_id = ${after ?? null}))
     order by found_at, case_id limit ${limit}`.execute(tx);
  return rows;
}

/** Closes an open case; answers its status as it was, or undefined when there is none. */
export async function closeCase(
  tx: Tx,
  close: { readonly caseId: string; readonly by: string; readonly note: string; readonly now: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ status: string }>`
    with was as (select case_id, status from reconciliation_cases where case_id = ${close.caseId} for update),
    closed as (
      update reconciliation_cases c set status = 'resolved', closed_at = ${close.now}, resolved_by = ${close.by}, note = ${close.note}
        from was where c.case_id = was.case_id and was.status = 'open')
    select status from was`.execute(tx);
  return rows[0]?.status;
}
