import { sql } from 'kysely';
import { receiptIssued } from '@safiri/contracts';
import { asService, publishMany, transaction, type Tx } from '@safiri/runtime';
import { secondsAfter } from '../checks/check-schedule.ts';
import type { Ctx } from '../context.ts';
import { numberText } from './receipt-queries.ts';

const toldAtOnce = 100;
/** Who bought gets their receipt this soon, also from a device that is down: its number stands on the document as soon as there is one. */
const fiscalWaitSeconds = 900;

type ToldRow = {
  readonly receiptId: string;
  readonly kind: 'receipt' | 'credit-note';
  readonly year: number;
  readonly number: number;
  readonly companyId: string;
  readonly companyName: string;
  readonly orderId: string;
  readonly reference: string;
  readonly currency: string;
  readonly totalMinor: number;
  readonly mailTo: string | null;
  readonly locale: string;
  readonly link: string;
  readonly trace: string | null;
};

/** Says of receipts, once each, that they can be read, when the fiscal device was done with them or had its time. Answers whether more wait. */
export async function tellReceipts(ctx: Ctx): Promise<boolean> {
  const now = ctx.clock.now();
  return await transaction(ctx.db, asService, async (tx) => {
    const rows = await takeUntold(tx, now);
    const news = rows.map(({ receiptId, year, number, currency, totalMinor, mailTo, trace, ...about }) => ({
      aggregateId: receiptId,
      version: 1,
      trace,
      payload: {
        ...about,
        receiptId,
        version: 1,
        number: numberText(year, number),
        total: { amountMinor: totalMinor, currency },
        contact: { email: mailTo },
      },
    }));
    await publishMany(tx, receiptIssued, news);
    return rows.length === toldAtOnce;
  });
}

/** What is told is marked, and the address forgotten, by the statement that reads it. */
async function takeUntold(tx: Tx, now: Date): Promise<ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    with untold as materialized (
      select company_id, receipt_id, mail_to from receipts
       where told_at is null and (fiscal_status <> 'waiting' or issued_at <= ${secondsAfter(now, -fiscalWaitSeconds)})
       order by issued_at limit ${toldAtOnce} for update skip locked)
    update receipts r set told_at = ${now}, mail_to = null
      from untold u where r.company_id = u.company_id and r.receipt_id = u.receipt_id
    returning r.receipt_id as "receiptId", r.kind, r.year, r.number, r.company_id as "companyId", r.company_name as "companyName",
              r.order_id as "orderId", r.reference, r.currency, r.total_minor as "totalMinor", u.mail_to as "mailTo", r.locale, r.link, r.trace`.execute(
    tx,
  );
  return rows;
}
