import { addressOf } from '@safiri/client';
import { getReceiptPdfByLink, listReceiptsByLink, type Receipt } from '@safiri/contracts';
import type { Visit } from '../visit/visit.server.ts';

export type ReceiptLink = {
  readonly key: string;
  readonly kind: Receipt['kind'];
  readonly number: string;
  readonly companyName: string;
  readonly total: string;
  readonly address: string;
};

/** Receipts of the order that can be read by now. A ticket is shown without them too: one needs no receipt to board. */
export async function loadReceiptLinks(visit: Visit, link: string): Promise<ReceiptLink[]> {
  const answer = await visit.api(listReceiptsByLink, { params: { link } });
  const receipts = answer.ok ? answer.value.receipts : [];
  return receipts.flatMap(({ receiptId, kind, number, companyName, totalMinor, currency }) => {
    const address = addressOf(getReceiptPdfByLink, { params: { link, receiptId } });
    if (address === undefined) return [];
    const total = visit.writing.money({ amountMinor: totalMinor, currency });
    return [{ key: receiptId, kind, number, companyName, total, address }];
  });
}
