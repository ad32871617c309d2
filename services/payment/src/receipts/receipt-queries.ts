import { sql, type RawBuilder } from 'kysely';
import type { FiscalStatus, Receipt } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** A receipt as it stands in its row. */
export type ReceiptRow = Omit<Receipt, 'number' | 'credits' | 'soldAt' | 'issuedAt' | 'fiscal'> & {
  readonly year: number;
  readonly number: number;
  readonly creditsYear: number | null;
  readonly creditsNumber: number | null;
  readonly locale: string;
  readonly soldAt: Date;
  readonly issuedAt: Date;
  readonly fiscalStatus: FiscalStatus;
  readonly fiscalNumber: string | null;
  readonly fiscalSignature: string | null;
  readonly fiscalDevice: string | null;
  readonly fiscalSignedAt: Date | null;
  readonly fiscalTries: number;
};

/** Of rows called r. Of a credit note, the number of its receipt is found by the key. */
export const receiptColumns: RawBuilder<unknown> = sql`
  r.receipt_id as "receiptId", r.kind, r.year, r.number, r.company_id as "companyId", r.company_name as "companyName", r.order_id as "orderId",
  r.reference, r.locale, r.sold_at as "soldAt", r.issued_at as "issuedAt", r.time_zone as "timeZone", r.currency, r.total_minor as "totalMinor",
  r.net_minor as "netMinor", r.lines, r.taxes, r.tenders, r.fiscal_status as "fiscalStatus", r.fiscal_number as "fiscalNumber",
  r.fiscal_signature as "fiscalSignature", r.fiscal_device as "fiscalDevice", r.fiscal_signed_at as "fiscalSignedAt", r.fiscal_tries as "fiscalTries",
  (select o.year from receipts o where o.company_id = r.company_id and o.receipt_id = r.credits_id) as "creditsYear",
  (select o.number from receipts o where o.company_id = r.company_id and o.receipt_id = r.credits_id) as "creditsNumber"`;

/** As many as an order may have: two companies, and as many refunds as seats. */
const mostOfOrder = 100;

/** Receipts of an order, or of a link, as far as who acts may read them; oldest first. */
export async function listReceipts(
  tx: Tx,
  of: { readonly orderId: string } | { readonly link: string },
): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`
    select ${receiptColumns} from receipts r where ${'orderId' in of ? sql`r.order_id = ${of.orderId}` : sql`r.link = ${of.link}`}
     order by r.receipt_id limit ${mostOfOrder}`.execute(tx);
  return rows;
}

/** A receipt, as far as who acts may read it. */
export async function findReceipt(
  tx: Tx,
  of:
    | { readonly companyId: string; readonly receiptId: string }
    | { readonly link: string; readonly receiptId: string },
): Promise<ReceiptRow | undefined> {
  const { rows } = await sql<ReceiptRow>`
    select ${receiptColumns} from receipts r
     where r.receipt_id = ${of.receiptId} and ${'link' in of ? sql`r.link = ${of.link}` : sql`r.company_id = ${of.companyId}`}`.execute(
    tx,
  );
  return rows[0];
}

/** A company's receipts, newest number first. */
export async function listOfCompany(
  tx: Tx,
  {
    companyId,
    before,
    fiscal,
    limit,
  }: {
    readonly companyId: string;
    readonly before: string | undefined;
    readonly fiscal: FiscalStatus | undefined;
    readonly limit: number;
  },
): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`
    select ${receiptColumns} from receipts r
     where r.company_id = ${companyId} and (${fiscal ?? null}::text is null or r.fiscal_status = ${fiscal ?? null})
       and (${before ?? null}::uuid is null
            or (r.year, r.number) < (select b.year, b.number from receipts b where b.company_id = ${companyId} and b.receipt_id = ${before ?? null}))
     order by r.year desc, r.number desc limit ${limit}`.execute(tx);
  return rows;
}

/** How people and devices know a receipt of a company. */
export function numberText(year: number, number: number): string {
  return `${year}-${String(number).padStart(6, '0')}`;
}

export function receiptOf(row: ReceiptRow): Receipt {
  return {
    receiptId: row.receiptId,
    kind: row.kind,
    number: numberText(row.year, row.number),
    credits:
      row.creditsYear === null || row.creditsNumber === null ? null : numberText(row.creditsYear, row.creditsNumber),
    companyId: row.companyId,
    companyName: row.companyName,
    orderId: row.orderId,
    reference: row.reference,
    soldAt: row.soldAt.toISOString(),
    issuedAt: row.issuedAt.toISOString(),
    timeZone: row.timeZone,
    currency: row.currency,
    totalMinor: row.totalMinor,
    netMinor: row.netMinor,
    lines: row.lines,
    taxes: row.taxes,
    tenders: row.tenders,
    fiscal: {
      status: row.fiscalStatus,
      number: row.fiscalNumber,
      signature: row.fiscalSignature,
      device: row.fiscalDevice,
      signedAt: row.fiscalSignedAt?.toISOString() ?? null,
    },
  };
}
