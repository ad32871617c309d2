import { companyChanged, listReceiptsByLink, setTaxRate, type Receipt, type TaxRate } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import type { Ctx } from '../src/context.ts';
import { issueReceipts } from '../src/receipts/issue-receipts.ts';
import { bookingOf, openLedgerDesk, type Booking, type LedgerDesk } from './ledger-desk.ts';

export type PaidBooking = Booking & { readonly attemptId: string };

/** A ledger desk with companies that owe receipts. */
export type ReceiptDesk = LedgerDesk & {
  /** A company in Kigali that payment has heard of. */
  company(): Promise<string>;
  staff(companyId: string): Promise<Client>;
  platform(): Promise<Client>;
  /** Gives a company a rate that is in force since the year began. */
  taxed(companyId: string, changes?: Partial<TaxRate>): Promise<void>;
  booked(companyId: string, amountMinor: number, changes?: Partial<Booking>): Promise<PaidBooking>;
  issue(ctx?: Ctx): Promise<void>;
  /** What whoever has the link reads. */
  read(link: string): Promise<Receipt[]>;
};

export const vat = {
  currency: 'RWF',
  name: 'VAT',
  treatment: 'included',
  basisPoints: 1_800,
  remittedBy: 'company',
} as const;

export function linkOf(id: string): string {
  return id.replaceAll('-', '').slice(-22);
}

export async function openReceiptDesk(): Promise<ReceiptDesk> {
  const desk = await openLedgerDesk();
  const platform = async (): Promise<Client> =>
    (await desk.served()).as(await desk.bed.tokens.staff('super-admin', null));
  return {
    ...desk,
    platform,
    staff: async (companyId) => (await desk.served()).as(await desk.bed.tokens.staff('company-admin', companyId)),
    company: async () => await hearCompany(desk),
    taxed: async (companyId, changes = {}) => {
      const validFrom = new Date(desk.ctx.clock.now().getTime() + 86_400_000).toISOString();
      const body = { ...vat, validFrom, ...changes };
      const answer = await (await platform())(setTaxRate, { params: { companyId }, body });
      if (!answer.ok) throw new Error(`${answer.code} ${answer.detail}`);
      await desk.force(`update tax_rates set valid_from = '2026-01-01' where company_id = '${companyId}'`);
    },
    booked: async (companyId, amountMinor, changes = {}) => {
      const order = await desk.paid(amountMinor);
      const link = linkOf(order.orderId);
      const booking = { ...bookingOf(order.orderId, [{ companyId, amountMinor }]), link, ...changes };
      await desk.hearBooking(booking);
      return { ...booking, ...order };
    },
    issue: async (ctx = desk.ctx) => {
      while (await issueReceipts(ctx));
    },
    read: async (link) => {
      const answer = await (await desk.served()).as()(listReceiptsByLink, { params: { link } });
      if (!answer.ok) throw new Error(answer.code);
      return answer.value.receipts;
    },
  };
}

async function hearCompany(desk: LedgerDesk): Promise<string> {
  const companyId = newId();
  await desk.bed.hear(desk.payment, companyChanged, {
    companyId,
    version: 1,
    name: 'Volcano Express',
    timeZone: 'Africa/Kigali',
    phone: null,
    email: null,
    url: null,
  });
  return companyId;
}
