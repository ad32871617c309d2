import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import { findByIndex } from '@safiri/runtime/audit';
import type { Compared } from './find-differences.ts';
import { keepCases } from './keep-cases.ts';
import { linkLines } from './link-lines.ts';

/** What a step compares at the most: a second of work, so that it holds nothing for long. */
export const comparedAtOnce = 2_000;

const nothingEnded = sql`select null::text as what, null::uuid as order_id, null::uuid as id where false`;
const noLine = sql`false`;

/** The lines of a file with these numbers. */
export async function compareLines(
  tx: Tx,
  of: { readonly importId: string; readonly method: string },
  numbers: { readonly first: number; readonly last: number },
): Promise<void> {
  const lines = sql`l.import_id = ${of.importId} and l.line_no between ${numbers.first} and ${numbers.last}`;
  await compare(tx, { method: of.method, lines, ended: nothingEnded });
}

/** The open cases behind a case: some may be over. Answers the last of them, null when there are no more. */
export async function compareOpenCases(tx: Tx, method: string, after: string | null): Promise<string | null> {
  const { rows } = await sql<{ caseId: string }>`
    select case_id as "caseId" from reconciliation_cases
     where method = ${method} and status = 'open' and (${after}::uuid is null or case_id > ${after})
     order by case_id limit ${comparedAtOnce}`.execute(tx);
  const some = sql`
    select line_id, kind, order_id, subject_id, subject from reconciliation_cases where case_id = any (${rows.map(({ caseId }) => caseId)}::uuid[])`;
  await compare(tx, {
    method,
    lines: sql`l.line_id in (select line_id from (${some}) c)`,
    ended: sql`select split_part(subject, ' ', 1) as what, order_id, subject_id as id from (${some}) c where kind = 'missing-there'`,
  });
  return rows.length < comparedAtOnce ? null : (rows.at(-1)?.caseId ?? null);
}

/** Where a way through what ended in a time has come to. */
export type Ended = { readonly at: string; readonly id: string };

/** What ended here in the time of a statement, behind a position. Answers the last of it, null when there is no more. */
export async function compareEnded(
  tx: Tx,
  of: { readonly importId: string; readonly method: string; readonly what: 'attempt' | 'refund' },
  after: Ended | null,
): Promise<Ended | null> {
  const id = sql.ref(`c.${of.what}_id`);
  const { rows } = await sql<Ended & { readonly orderId: string }>`
    select c.order_id as "orderId", ${id} as id, c.changed_at::text as at
      from ${sql.table(`${of.what}_changes`)} c, statement_imports i
     where i.import_id = ${of.importId} and c.to_status = 'succeeded' and c.changed_at >= i.covers_from and c.changed_at < i.covers_until
       and c.changed_at >= coalesce(${after?.at ?? null}::timestamptz, '-infinity')
       and (${after?.at ?? null}::timestamptz is null or (c.changed_at, ${id}) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by c.changed_at, ${id} limit ${comparedAtOnce}`.execute(tx);
  await compare(tx, {
    method: of.method,
    lines: noLine,
    ended: sql`
      select ${of.what}::text as what, * from unnest(${rows.map((row) => row.orderId)}::uuid[], ${rows.map((row) => row.id)}::uuid[]) as e (order_id, id)`,
  });
  return rows.length < comparedAtOnce ? null : (rows.at(-1) ?? null);
}

async function compare(tx: Tx, compared: Compared): Promise<void> {
  await findByIndex(tx);
  await linkLines(tx, compared);
  await keepCases(tx, compared);
}
