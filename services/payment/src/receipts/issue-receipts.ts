import type { Receipt, ReceiptLine } from '@safiri/contracts';
import { money, splitMoney } from '@safiri/kernel';
import { asService, isUnavailable, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { postSets } from '../ledger/post-sets.ts';
import { listRatesOf } from '../taxes/tax-rate-queries.ts';
import { splitCredit, splitTax, type TaxSplit } from '../taxes/split-tax.ts';
import { taxSetOf } from '../taxes/tax-sets.ts';
import { receiptIssueBroke, receiptNotIssued, receiptsIssued } from '../telemetry.ts';
import {
  claimRequests,
  insertReceipts,
  listAsking,
  listCredited,
  lockCounters,
  raiseCounters,
  type NewReceipt,
  type RequestRow,
} from './issue-queries.ts';
import type { SoldLine } from './request-receipts.ts';
import { listTenders, type Tender } from './tender-queries.ts';

/** A transaction holds the counter of its company for so many rows: some tens of milliseconds. */
const receiptsAtOnce = 100;
/** In a step; whose turn it is, chance decides, so that those that break off keep nobody else waiting. */
const companiesAtOnce = 50;

/**
 * Issues receipts and credit notes that were asked for, company by company. One whose receipts break off does not disturb the
 * others. Answers whether more may wait.
 */
export async function issueReceipts(ctx: Ctx, atOnce = receiptsAtOnce): Promise<boolean> {
  const companyIds = await transaction(ctx.db, asService, async (tx) => await listAsking(tx, companiesAtOnce));
  let more = companyIds.length === companiesAtOnce;
  for (const companyId of companyIds) {
    try {
      more = (await issueOfCompany(ctx, companyId, atOnce)) || more;
    } catch (error) {
      if (isUnavailable(error)) throw error;
      receiptIssueBroke(ctx.log, { companyId }, error);
    }
  }
  return more;
}

/**
 * Gives each the next number of its company and year, splits the tax out of it, and posts what the platform withholds. All of it
 * or nothing, so a crash leaves no gap.
 */
async function issueOfCompany(ctx: Ctx, companyId: string, limit: number): Promise<boolean> {
  const now = ctx.clock.now();
  const { claimed, issued } = await transaction(ctx.db, asService, async (tx) => {
    const requests = await claimRequests(tx, { companyId, now, limit });
    const receipts = requests.length === 0 ? [] : await composeReceipts(ctx, tx, { requests, now });
    await insertReceipts(tx, receipts);
    await postSets(
      tx,
      receipts.flatMap((receipt) => taxSetOf(receipt) ?? []),
    );
    return { claimed: requests, issued: receipts };
  });
  if (issued.length > 0) receiptsIssued(ctx.log, { companyId, count: issued.length });
  const ids = new Set(issued.map(({ receiptId }) => receiptId));
  for (const request of claimed) if (!ids.has(request.receiptId)) receiptNotIssued(ctx.log, request);
  return claimed.length === limit;
}

/** What depends on other receipts is read after the counter is locked: from then on no other process issues for this company. */
async function composeReceipts(
  ctx: Ctx,
  tx: Tx,
  { requests, now }: { readonly requests: readonly RequestRow[]; readonly now: Date },
): Promise<NewReceipt[]> {
  const last = await lockCounters(tx, requests);
  const credited = await listCredited(tx, requests);
  const rates = await listRatesOf(tx, requests);
  const tenders = await listTenders(tx, requests);
  const receipts: NewReceipt[] = [];
  for (const request of requests) {
    const { receiptId, sold, totalMinor } = request;
    const before = sold === null ? 0 : (credited.get(sold.receiptId) ?? 0);
    // More than is left of the sale is no credit note: it stays asked for, and the audit says so.
    if (sold !== null && before + totalMinor > sold.totalMinor) continue;
    if (sold !== null) credited.set(sold.receiptId, before + totalMinor);
    const amount = money(totalMinor, request.currency);
    const split = sold === null ? splitTax(amount, rates.get(receiptId) ?? []) : splitCredit(sold, before, amount);
    const counter = `${request.companyId} ${request.year}`;
    const number = (last.get(counter) ?? 0) + 1;
    last.set(counter, number);
    const paidWith = sold === null ? tendersOf(request, tenders.get(request.orderId) ?? []) : [];
    const fiscal = { fiscalStatus: ctx.config.fiscal === undefined ? 'off' : 'waiting' } as const;
    receipts.push({
      ...request,
      ...split,
      ...fiscal,
      lines: linesOf(request, split),
      tenders: paidWith,
      number,
      issuedAt: now,
    });
  }
  await raiseCounters(tx, receipts);
  return receipts;
}

/** The tax of a receipt, by its lines. */
function linesOf({ lines, totalMinor, currency }: RequestRow, { netMinor }: TaxSplit): ReceiptLine[] {
  const weights = lines.map(({ amountMinor }) => amountMinor);
  const taxes = totalMinor === 0 ? [] : splitMoney(money(totalMinor - netMinor, currency), weights);
  return lines.map((line: SoldLine, index) => ({ ...line, taxMinor: taxes[index]?.amountMinor ?? 0 }));
}

/** With what this part of the order was paid: as the order was. */
function tendersOf({ totalMinor, currency }: RequestRow, tenders: readonly Tender[]): Receipt['tenders'] {
  if (totalMinor === 0 || tenders.length === 0) return [];
  const parts = splitMoney(
    money(totalMinor, currency),
    tenders.map(({ amountMinor }) => amountMinor),
  );
  return tenders.map(({ method }, index) => ({ method, amountMinor: parts[index]?.amountMinor ?? 0 }));
}
