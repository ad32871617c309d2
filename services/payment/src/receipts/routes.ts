import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { submitReceiptAgain } from '../fiscal/submit-receipt-again.ts';
import { getTaxReport, getTaxReportCsv } from '../taxes/tax-report.ts';
import { listTaxRates, setTaxRate } from '../taxes/tax-rates.ts';
import { getCompanyReceipt, listCompanyReceipts, listOrderReceipts, listReceiptsByLink } from './read-receipts.ts';
import { getCompanyReceiptPdf, getReceiptPdfByLink } from './receipt-files.ts';

export function receiptRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.setTaxRate, (request) => setTaxRate(ctx, request)),
    route(contracts.listTaxRates, (request) => listTaxRates(ctx, request)),
    route(contracts.listOrderReceipts, (request) => listOrderReceipts(ctx, request)),
    route(contracts.listReceiptsByLink, (request) => listReceiptsByLink(ctx, request)),
    route(contracts.getReceiptPdfByLink, (request) => getReceiptPdfByLink(ctx, request)),
    route(contracts.listCompanyReceipts, (request) => listCompanyReceipts(ctx, request)),
    route(contracts.getCompanyReceipt, (request) => getCompanyReceipt(ctx, request)),
    route(contracts.getCompanyReceiptPdf, (request) => getCompanyReceiptPdf(ctx, request)),
    route(contracts.submitReceiptAgain, (request) => submitReceiptAgain(ctx, request)),
    route(contracts.getTaxReport, (request) => getTaxReport(ctx, request)),
    route(contracts.getTaxReportCsv, (request) => getTaxReportCsv(ctx, request)),
  ];
}
