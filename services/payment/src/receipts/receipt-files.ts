import type {
  FileAnswer,
  getCompanyReceiptPdf as companyOperation,
  getReceiptPdfByLink as linkOperation,
} from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { drawReceipt } from './draw-receipt.ts';
import { getByLink, getOfCompany } from './read-receipts.ts';
import { receiptOf, type ReceiptRow } from './receipt-queries.ts';

export async function getReceiptPdfByLink(ctx: Ctx, { params }: RequestOf<typeof linkOperation>): Promise<FileAnswer> {
  return await pdfOf(await getByLink(ctx, params));
}

export async function getCompanyReceiptPdf(ctx: Ctx, request: RequestOf<typeof companyOperation>): Promise<FileAnswer> {
  return await pdfOf(await getOfCompany(ctx, request));
}

/** In the language in which it was bought. */
async function pdfOf(row: ReceiptRow): Promise<FileAnswer> {
  const receipt = receiptOf(row);
  return { name: `${receipt.kind}-${receipt.number}.pdf`, bytes: await drawReceipt(receipt, row.locale) };
}
