import Type, { type Static } from 'typebox';
import { AmountMinor, Currency, Id, Instant, LinkToken, LocalDate, Name, TimeZone, TripId } from '../fields.ts';
import { operation } from '../operation.ts';

const company = Type.Object({ companyId: Id });
const receiptOfCompany = Type.Object({ companyId: Id, receiptId: Id });
const BasisPoints = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: 'Of the price without tax: 1800 is 18 percent',
});
const TaxName = Type.String({
  minLength: 1,
  maxLength: 20,
  pattern: '\\S',
  description: 'As receipts print it: VAT, TVA',
});

/** `included`: fares as people see them contain it. `exempt`: nothing is due, and receipts say so. */
const treatment = Type.Union([Type.Literal('included'), Type.Literal('exempt')]);
/** Who pays it to the tax office. What the platform pays, it withholds from the company. */
const remittedBy = Type.Union([Type.Literal('company'), Type.Literal('platform')]);

export const TaxRate = Type.Object({
  currency: Currency,
  name: TaxName,
  validFrom: Instant,
  treatment,
  basisPoints: BasisPoints,
  remittedBy,
});
export type TaxRate = Static<typeof TaxRate>;

export const setTaxRate = operation({
  id: 'setTaxRate',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/tax-rates',
  summary: 'Say which tax the fares of a company in a currency contain from an instant on',
  who: { kind: 'staff', permission: 'settlement:write' },
  sensitive: true,
  params: company,
  body: TaxRate,
  success: { status: 201, body: TaxRate },
  refusals: { RATE_IN_THE_PAST: 422, RATE_STANDS: 409, EXEMPT_WITH_RATE: 422, TOO_MANY_TAXES: 409 },
});

export const listTaxRates = operation({
  id: 'listTaxRates',
  service: 'payment',
  method: 'GET',
  path: '/companies/:companyId/tax-rates',
  summary: 'Taxes in the fares of a company, newest first; without any, receipts tell of no tax',
  who: { kind: 'staff', permission: 'settlement:read' },
  params: company,
  success: { status: 200, body: Type.Object({ rates: Type.Array(TaxRate, { maxItems: 100 }) }) },
  refusals: {},
});

/** `off`: no fiscal device was set up. `given-up`: the device did not answer so often that a person has to look. */
export const FiscalStatus = Type.Enum(['off', 'waiting', 'signed', 'refused', 'given-up']);
export type FiscalStatus = Static<typeof FiscalStatus>;

export const ReceiptLine = Type.Object({
  /** Null where the news of the sale did not say which part of the money is which journey's, and of a credit note. */
  journey: Type.Union([
    Type.Null(),
    Type.Object({
      tripId: TripId,
      fromStop: Name,
      toStop: Name,
      departsAt: Instant,
      timeZone: TimeZone,
      seatLabels: Type.Array(Type.String(), { maxItems: 200 }),
    }),
  ]),
  seats: Type.Integer({ minimum: 0 }),
  amountMinor: AmountMinor,
  /** What of the amount is tax, all taxes together. */
  taxMinor: AmountMinor,
});
export type ReceiptLine = Static<typeof ReceiptLine>;

export const ReceiptTax = Type.Object({
  name: TaxName,
  treatment,
  basisPoints: BasisPoints,
  remittedBy,
  taxMinor: AmountMinor,
});
export type ReceiptTax = Static<typeof ReceiptTax>;

/** What a company sold with an order, or gave back of it. Amounts of credit notes are above zero too. */
export const Receipt = Type.Object({
  receiptId: Id,
  kind: Type.Enum(['receipt', 'credit-note']),
  /** Of the company and year, without gaps: 2026-000001. */
  number: Type.String(),
  /** Of a credit note: the number of the receipt of which it gives back. */
  credits: Type.Union([Type.String(), Type.Null()]),
  companyId: Id,
  companyName: Name,
  orderId: Id,
  /** Of the order. */
  reference: Type.String(),
  soldAt: Instant,
  issuedAt: Instant,
  timeZone: TimeZone,
  currency: Currency,
  totalMinor: AmountMinor,
  /** The total without its taxes. */
  netMinor: AmountMinor,
  lines: Type.Array(ReceiptLine, { maxItems: 2 }),
  taxes: Type.Array(ReceiptTax, { maxItems: 10 }),
  /** With what it was paid: a payment method, cash or vouchers. Of a credit note, none. */
  tenders: Type.Array(Type.Object({ method: Type.String(), amountMinor: AmountMinor }), { maxItems: 10 }),
  fiscal: Type.Object({
    status: FiscalStatus,
    number: Type.Union([Type.String(), Type.Null()]),
    /** What the device signed it with, for print as a QR code. */
    signature: Type.Union([Type.String(), Type.Null()]),
    device: Type.Union([Type.String(), Type.Null()]),
    signedAt: Type.Union([Instant, Type.Null()]),
  }),
});
export type Receipt = Static<typeof Receipt>;

/** Two companies' receipts and what was given back of them, seat by seat at the most. */
const receiptsOfOrder = Type.Object({ receipts: Type.Array(Receipt, { maxItems: 100 }) });

export const listOrderReceipts = operation({
  id: 'listOrderReceipts',
  service: 'payment',
  method: 'GET',
  path: '/orders/:orderId/receipts',
  summary: "Receipts and credit notes of one's own order, one a company, oldest first",
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id }),
  success: { status: 200, body: receiptsOfOrder },
  refusals: {},
});
export const listReceiptsByLink = operation({
  id: 'listReceiptsByLink',
  service: 'payment',
  method: 'GET',
  path: '/links/:link/receipts',
  summary: 'Receipts and credit notes of an order by its private link, oldest first',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken }),
  success: { status: 200, body: receiptsOfOrder },
  refusals: {},
});
export const getReceiptPdfByLink = operation({
  id: 'getReceiptPdfByLink',
  service: 'payment',
  method: 'GET',
  path: '/links/:link/receipts/:receiptId/pdf',
  summary: 'A receipt or credit note for print, by the private link of its order',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken, receiptId: Id }),
  success: { status: 200, file: 'application/pdf' },
  refusals: {},
});

const ofCompany = {
  service: 'payment',
  method: 'GET',
  who: { kind: 'staff', permission: 'settlement:read' },
  refusals: {},
} as const;
export const listCompanyReceipts = operation({
  ...ofCompany,
  id: 'listCompanyReceipts',
  path: '/companies/:companyId/receipts',
  summary: 'Receipts and credit notes of a company, newest number first',
  params: company,
  query: Type.Object({
    /** Those before this one. */
    before: Type.Optional(Id),
    fiscal: Type.Optional(FiscalStatus),
  }),
  success: {
    status: 200,
    body: Type.Object({ receipts: Type.Array(Receipt, { maxItems: 50 }), more: Type.Boolean() }),
  },
});
export const getCompanyReceipt = operation({
  ...ofCompany,
  id: 'getCompanyReceipt',
  path: '/companies/:companyId/receipts/:receiptId',
  summary: 'A receipt or credit note of a company',
  params: receiptOfCompany,
  success: { status: 200, body: Receipt },
});
export const getCompanyReceiptPdf = operation({
  ...ofCompany,
  id: 'getCompanyReceiptPdf',
  path: '/companies/:companyId/receipts/:receiptId/pdf',
  summary: 'A receipt or credit note of a company for print',
  params: receiptOfCompany,
  success: { status: 200, file: 'application/pdf' },
});

export const submitReceiptAgain = operation({
  id: 'submitReceiptAgain',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/receipts/:receiptId/submission',
  summary: 'Give a receipt to the fiscal device again that it refused, or did not answer about for too long',
  who: { kind: 'staff', permission: 'settlement:write' },
  sensitive: true,
  params: receiptOfCompany,
  body: Type.Object({}),
  success: { status: 202, body: Receipt },
  refusals: { RECEIPT_NOT_STUCK: 409 },
});

export const TaxReport = Type.Object({
  companyId: Id,
  currency: Currency,
  fromDate: LocalDate,
  toDate: LocalDate,
  timeZone: TimeZone,
  /** What stands on the receipts issued in these days, and what credit notes took off. */
  receipts: Type.Integer(),
  creditNotes: Type.Integer(),
  soldMinor: AmountMinor,
  creditedMinor: AmountMinor,
  /** By tax, rate and who remits it; receipts that tell of no tax stand in none. */
  taxes: Type.Array(
    Type.Object({
      name: TaxName,
      treatment,
      basisPoints: BasisPoints,
      remittedBy,
      soldNetMinor: AmountMinor,
      creditedNetMinor: AmountMinor,
      chargedMinor: AmountMinor,
      creditedMinor: AmountMinor,
      dueMinor: Type.Integer({ description: 'Charged less credited' }),
    }),
    { maxItems: 100 },
  ),
});
export type TaxReport = Static<typeof TaxReport>;

const report = {
  ...ofCompany,
  params: company,
  query: Type.Object({ currency: Currency, fromDate: LocalDate, toDate: LocalDate }),
  refusals: { PERIOD_INVALID: 422 },
} as const;
export const getTaxReport = operation({
  ...report,
  id: 'getTaxReport',
  path: '/companies/:companyId/tax-report',
  summary: 'Taxes on what a company sold and gave back in a period, computed from its receipts',
  success: { status: 200, body: TaxReport },
});
export const getTaxReportCsv = operation({
  ...report,
  id: 'getTaxReportCsv',
  path: '/companies/:companyId/tax-report/csv',
  summary: 'The tax report of a company for a spreadsheet',
  success: { status: 200, file: 'text/csv; charset=utf-8' },
});

export const receiptOperations = {
  setTaxRate,
  listTaxRates,
  listOrderReceipts,
  listReceiptsByLink,
  getReceiptPdfByLink,
  listCompanyReceipts,
  getCompanyReceipt,
  getCompanyReceiptPdf,
  submitReceiptAgain,
  getTaxReport,
  getTaxReportCsv,
};
