import { sql, type RawBuilder } from 'kysely';
import type { CashLine } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

type LineRow = Omit<CashLine, 'madeAt'> & { readonly madeAt: Date; readonly fingerprint: string | null };

const columns = sql`
  line_no as "lineNo", kind, amount_minor as "amountMinor", tendered_minor as "tenderedMinor", change_minor as "changeMinor",
  order_id as "orderId", order_reference as "orderReference", attempt_id as "attemptId", refund_id as "refundId",
  device_id as "deviceId", sale_no as "saleNo", reason, made_by as "madeBy", made_at as "madeAt", fingerprint`;

type OfSale = Partial<Pick<CashLine, 'tenderedMinor' | 'changeMinor' | 'attemptId' | 'deviceId' | 'saleNo'>>;

/** A line as it is added: what a kind has not is left out. */
export type NewLine = Pick<CashLine, 'kind' | 'amountMinor'> &
  OfSale &
  Partial<Pick<CashLine, 'orderId' | 'orderReference' | 'refundId' | 'reason'>>;

export type Writing = {
  readonly sessionId: string;
  readonly lineId: string;
  readonly madeBy: string;
  readonly now: Date;
  /** Null where no request of its own asked for the line. */
  readonly asked: { readonly idempotencyKey: string; readonly fingerprint: string } | null;
};

/** Adds a line under the next number, and counts it. */
export async function insertLine(tx: Tx, line: NewLine, writing: Writing): Promise<CashLine> {
  const { rows } = await sql<LineRow>`
    with counted as (
      update cash_sessions set lines = lines + 1 where session_id = ${writing.sessionId} returning session_id, lines)
    insert into cash_lines (session_id, line_no, line_id, kind, amount_minor, tendered_minor, change_minor, order_id, order_reference,
                            attempt_id, refund_id, device_id, sale_no, reason, made_by, made_at, idempotency_key, fingerprint)
    select session_id, lines, ${writing.lineId}::uuid, ${line.kind}, ${line.amountMinor}::bigint, ${line.tenderedMinor ?? null}::bigint,
           ${line.changeMinor ?? null}::bigint, ${line.orderId ?? null}::uuid, ${line.orderReference ?? null}, ${line.attemptId ?? null}::uuid,
           ${line.refundId ?? null}::uuid, ${line.deviceId ?? null}::uuid, ${line.saleNo ?? null}::integer, ${line.reason ?? null},
           ${writing.madeBy}::uuid, ${writing.now}::timestamptz, ${writing.asked?.idempotencyKey ?? null}, ${writing.asked?.fingerprint ?? null}
      from counted
    returning ${columns}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`Bug: session ${writing.sessionId} is not there for its line`);
  return lineOf(row);
}

export type MadeLine = { readonly line: CashLine; readonly fingerprint: string | null };

/** The line that a key was used for. */
export async function findLineByKey(tx: Tx, sessionId: string, idempotencyKey: string): Promise<MadeLine | undefined> {
  const { rows } = await sql<LineRow>`
    select ${columns} from cash_lines where session_id = ${sessionId} and idempotency_key = ${idempotencyKey}`.execute(
    tx,
  );
  return rows.map((row) => ({ line: lineOf(row), fingerprint: row.fingerprint }))[0];
}

/** Whether a device's number of a sale was used in a session. */
export async function isSaleNumberTaken(
  tx: Tx,
  sessionId: string,
  { deviceId, saleNo }: { readonly deviceId: string; readonly saleNo: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from cash_lines where session_id = ${sessionId} and device_id = ${deviceId} and sale_no = ${saleNo}`.execute(
    tx,
  );
  return rows.length > 0;
}

/** All lines of a session, in their order. */
export async function listLines(tx: Tx, sessionId: string, limit: number): Promise<CashLine[]> {
  const { rows } = await sql<LineRow>`
    select ${columns} from cash_lines where session_id = ${sessionId} order by line_no limit ${limit}`.execute(tx);
  return rows.map(lineOf);
}

/** Whether the money of an attempt was taken into a drawer of a company; the attempt is named by a column. */
export function isTakenBy(companyId: string, attemptId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (
    select from cash_lines l join cash_sessions s on s.session_id = l.session_id
     where l.attempt_id = ${attemptId} and s.company_id = ${companyId})`;
}

function lineOf({ madeAt, fingerprint: _fingerprint, ...row }: LineRow): CashLine {
  return { ...row, madeAt: madeAt.toISOString() };
}
