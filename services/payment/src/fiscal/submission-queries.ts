import { sql } from 'kysely';
import type { FiscalStatus } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { receiptColumns, type ReceiptRow } from '../receipts/receipt-queries.ts';
import type { FiscalAnswer } from './fiscal-device.ts';

/** How giving a receipt to the device came out. */
export type Submission = {
  readonly status: FiscalStatus;
  readonly nextAt: Date | null;
  readonly detail: string | null;
  readonly signed: Extract<FiscalAnswer, { readonly kind: 'signed' }> | null;
};

/** Takes receipts that are to be signed; until the lease is over no other process takes them. Counts the try before it is made. */
export async function claimUnsigned(
  tx: Tx,
  claim: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`
    with due as materialized (
      select company_id, receipt_id from receipts where fiscal_next_at <= ${claim.now}
       order by fiscal_next_at, company_id, year, number limit ${claim.limit} for update skip locked),
    claimed as (
      update receipts r set fiscal_next_at = ${claim.leaseUntil}, fiscal_tries = r.fiscal_tries + 1
        from due where r.company_id = due.company_id and r.receipt_id = due.receipt_id
      returning r.*)
    select ${receiptColumns} from claimed r order by company_id, year, number`.execute(tx);
  return rows;
}

/** Keeps what the device said. A receipt that another process got signed meanwhile stays so. */
export async function settleSubmission(
  tx: Tx,
  { companyId, receiptId }: Pick<ReceiptRow, 'companyId' | 'receiptId'>,
  { status, nextAt, detail, signed }: Submission,
): Promise<void> {
  await sql`
    update receipts
       set fiscal_status = ${status}, fiscal_next_at = ${nextAt}, fiscal_detail = ${detail}, fiscal_number = ${signed?.number ?? null},
           fiscal_signature = ${signed?.signature ?? null}, fiscal_device = ${signed?.device ?? null}, fiscal_signed_at = ${signed?.signedAt ?? null}
     where company_id = ${companyId} and receipt_id = ${receiptId} and fiscal_status = 'waiting'`.execute(tx);
}

/** Lets a receipt wait for the device again, with all its tries. False when it is not one that a person has to look at. */
export async function submitAnew(
  tx: Tx,
  { companyId, receiptId }: { readonly companyId: string; readonly receiptId: string },
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update receipts set fiscal_status = 'waiting', fiscal_next_at = ${now}, fiscal_tries = 0
     where company_id = ${companyId} and receipt_id = ${receiptId} and fiscal_status in ('refused', 'given-up')`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
