import { sql } from 'kysely';
import type { RefundQuote } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type QuoteCause = RefundQuote['cause'];

export type QuoteRow = {
  readonly orderId: string;
  readonly quoteId: string;
  /** Of the order, when it was quoted. */
  readonly orderVersion: number;
  readonly cause: QuoteCause;
  readonly gives: RefundQuote['gives'];
  readonly currency: string;
  readonly totalMinor: number;
  readonly expiresAt: Date;
  readonly confirmedAt: Date | null;
  /** The database's clock, when the row was read. */
  readonly serverTime: Date;
  readonly lines: readonly QuoteLine[];
};

export type QuoteLine = {
  readonly tripId: number;
  readonly claimId: string;
  readonly companyId: string;
  readonly fareMinor: number;
  readonly keptMinor: number;
  readonly refundedMinor: number;
  readonly hoursBefore: number | null;
  readonly refundedPercent: number;
  readonly feeMinor: number;
};

type QuoteId = { readonly orderId: string; readonly quoteId: string };

/** A quote that the actor may see, its lines in the order of trips. */
export async function findQuote(tx: Tx, { orderId, quoteId }: QuoteId): Promise<QuoteRow | undefined> {
  const { rows } = await sql<QuoteRow>`
    select q.order_id as "orderId", q.quote_id as "quoteId", q.order_version as "orderVersion", q.cause, q.gives, q.currency, q.total_minor as "totalMinor",
           q.expires_at as "expiresAt", q.confirmed_at as "confirmedAt", clock_timestamp() as "serverTime", l.lines
      from refund_quotes q
     cross join lateral (
       select json_agg(json_build_object(
                'tripId', l.trip_id, 'claimId', l.claim_id, 'companyId', l.company_id, 'fareMinor', l.fare_minor, 'keptMinor', l.kept_minor,
                'refundedMinor', l.refunded_minor, 'hoursBefore', l.hours_before, 'refundedPercent', l.refunded_percent, 'feeMinor', l.fee_minor)
                order by l.trip_id, l.claim_id) as lines
         from refund_quote_lines l where l.order_id = q.order_id and l.quote_id = q.quote_id) l
     where q.order_id = ${orderId} and q.quote_id = ${quoteId}`.execute(tx);
  return rows[0];
}

export type NewQuote = QuoteId &
  Pick<QuoteRow, 'orderVersion' | 'cause' | 'gives' | 'currency' | 'lines'> & {
    readonly reason: string | null;
    readonly staff: { readonly companyId: string; readonly madeBy: string } | undefined;
    readonly standsMinutes: number;
  };

export async function insertQuote(tx: Tx, quote: NewQuote): Promise<void> {
  const total = quote.lines.reduce((sum, line) => sum + line.refundedMinor, 0);
  await sql`
    insert into refund_quotes (order_id, quote_id, order_version, company_id, made_by, cause, reason, gives, currency, total_minor, expires_at)
    values (${quote.orderId}, ${quote.quoteId}, ${quote.orderVersion}, ${quote.staff?.companyId ?? null}, ${quote.staff?.madeBy ?? null},
            ${quote.cause}, ${quote.reason}, ${quote.gives}, ${quote.currency}, ${total}, clock_timestamp() + make_interval(mins => ${quote.standsMinutes}::integer))`.execute(
    tx,
  );
  await sql`
    insert into refund_quote_lines (order_id, quote_id, trip_id, claim_id, company_id, fare_minor, kept_minor, refunded_minor, hours_before, refunded_percent, fee_minor)
    select ${quote.orderId}, ${quote.quoteId}, "tripId", "claimId", "companyId", "fareMinor", "keptMinor", "refundedMinor", "hoursBefore", "refundedPercent", "feeMinor"
      from jsonb_to_recordset(${JSON.stringify(quote.lines)}::jsonb) as l (
           "tripId" bigint, "claimId" uuid, "companyId" uuid, "fareMinor" bigint, "keptMinor" bigint, "refundedMinor" bigint,
           "hoursBefore" integer, "refundedPercent" smallint, "feeMinor" bigint)`.execute(tx);
}

export async function countOpenQuotes(tx: Tx, orderId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from refund_quotes where order_id = ${orderId} and confirmed_at is null and expires_at > clock_timestamp()`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** Whether the key took another quote of the order. */
export async function isKeyUsed(tx: Tx, { orderId }: QuoteId, key: string): Promise<boolean> {
  const { rows } =
    await sql`select from refund_quotes where order_id = ${orderId} and idempotency_key = ${key}`.execute(tx);
  return rows.length > 0;
}

/** Of an order that is locked. Seats that another quote cancelled before are refused by the database. */
export async function confirmQuote(tx: Tx, { orderId, quoteId }: QuoteId, key: string): Promise<void> {
  await sql`update refund_quotes set confirmed_at = clock_timestamp(), idempotency_key = ${key} where order_id = ${orderId} and quote_id = ${quoteId}`.execute(
    tx,
  );
  await sql`update refund_quote_lines set confirmed = true where order_id = ${orderId} and quote_id = ${quoteId}`.execute(
    tx,
  );
}
