import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { onPlatform, type LedgerSet } from '../ledger/ledger-set.ts';
import { postSets } from '../ledger/post-sets.ts';
import type { BadLine, ReadStatement } from './read-statement.ts';

export type ImportRow = {
  readonly importId: string;
  readonly method: string;
  readonly lines: number;
  readonly problems: number;
  readonly matched: boolean;
};

export type NewImport = {
  readonly importId: string;
  readonly method: string;
  readonly sha256: string;
  readonly from: Date;
  readonly until: Date;
  readonly lines: number;
  readonly problems: number;
  readonly importedBy: string;
  readonly now: Date;
};

/** Notes that a file was handed in; of one that was before, what was noted then. */
export async function putImport(tx: Tx, row: NewImport): Promise<ImportRow> {
  await sql`
    insert into statement_imports (import_id, method, sha256, covers_from, covers_until, lines, problems, imported_by, imported_at)
    values (${row.importId}, ${row.method}, ${row.sha256}, ${row.from}, ${row.until}, ${row.lines}, ${row.problems}, ${row.importedBy}, ${row.now})
    on conflict (method, sha256) do nothing`.execute(tx);
  const { rows } = await sql<ImportRow>`
    select import_id as "importId", method, lines, problems, matched_at is not null as matched
      from statement_imports where method = ${row.method} and sha256 = ${row.sha256}`.execute(tx);
  const [kept] = rows;
  if (kept === undefined) throw new Error('Bug: an import that was just noted is not there');
  return kept;
}

/**
 * Keeps lines that are not known yet, and posts what the company took for them; one that was pending is what it became. Answers
 * how many were news. Another statement may list the same again.
 */
export async function keepLines(tx: Tx, of: ImportRow, lines: ReadStatement['lines']): Promise<number> {
  const asked = JSON.stringify(lines.map((line) => ({ ...line, lineId: newId() })));
  const { rows } = await sql<{ lineId: string; feeMinor: number; currency: string }>`
    insert into statement_lines as l (line_id, method, kind, transaction_id, occurrence, import_id, line_no, reference, status, amount_minor, currency,
                                      fee_minor, happened_at)
    select "lineId", ${of.method}, kind, "transactionId", occurrence, ${of.importId}, "lineNo", left(reference, 100), status, "amountMinor", currency,
           "feeMinor", "happenedAt"
      from json_to_recordset(${asked}::json) as x ("lineId" uuid, kind text, "transactionId" text, occurrence integer, "lineNo" integer, reference text,
           status text, "amountMinor" bigint, currency text, "feeMinor" bigint, "happenedAt" timestamptz)
     order by "transactionId", kind, occurrence
    on conflict (method, transaction_id, kind, occurrence) do update
       set status = excluded.status, amount_minor = excluded.amount_minor, fee_minor = excluded.fee_minor, import_id = excluded.import_id, line_no = excluded.line_no
     where l.status = 'pending' and excluded.status <> 'pending'
    returning line_id as "lineId", case when status = 'succeeded' then fee_minor else 0 end as "feeMinor", currency`.execute(
    tx,
  );
  await postSets(
    tx,
    rows.map((row) => feeTaken(of.method, row)),
  );
  return rows.length;
}

function feeTaken(
  method: string,
  line: { readonly lineId: string; readonly feeMinor: number; readonly currency: string },
): LedgerSet {
  const entries = [onPlatform('provider-fees', line.feeMinor, method), onPlatform('clearing', -line.feeMinor, method)];
  return { sourceKind: 'provider-fee', sourceId: line.lineId, orderId: null, currency: line.currency, entries };
}

/** Keeps lines that could not be read, as they stood in the file. */
export async function keepProblems(tx: Tx, importId: string, problems: readonly BadLine[]): Promise<void> {
  await sql`
    insert into statement_problems (import_id, line_no, problem, line)
    select ${importId}, "lineNo", problem, line from json_to_recordset(${JSON.stringify(problems)}::json) as p ("lineNo" integer, problem text, line text)
    on conflict do nothing`.execute(tx);
}

export async function listProblems(
  tx: Tx,
  importId: string,
  limit: number,
): Promise<{ lineNo: number; problem: string }[]> {
  const { rows } = await sql<{ lineNo: number; problem: string }>`
    select line_no as "lineNo", problem from statement_problems where import_id = ${importId} order by line_no limit ${limit}`.execute(
    tx,
  );
  return rows;
}

export async function markMatched(tx: Tx, importId: string, now: Date): Promise<void> {
  await sql`update statement_imports set matched_at = ${now} where import_id = ${importId} and matched_at is null`.execute(
    tx,
  );
}
