import { sql } from 'kysely';
import type { bookingConfirmed, PayloadOf, ReceiptLine } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { currentTrace, type Message, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { Share } from '../ledger/commission.ts';
import { sharesOf } from '../ledger/on-bookings-confirmed.ts';

type Booking = PayloadOf<typeof bookingConfirmed>;
/** What was sold by a line; its tax is known when the receipt is issued. */
export type SoldLine = Omit<ReceiptLine, 'taxMinor'>;

type Request = {
  readonly companyId: string;
  readonly kind: 'receipt' | 'credit-note';
  readonly sourceId: string;
  readonly orderId: string;
  /** Empty of a credit note, like who may read it and in which language. */
  readonly reference: string;
  readonly ownerId: string | null;
  readonly link: string | null;
  readonly locale: string;
  readonly mailTo: string | null;
  readonly currency: string;
  readonly totalMinor: number;
  readonly lines: readonly SoldLine[];
  readonly soldAt: string;
};

/** Writes down that each company of these bookings owes a receipt. Numbers are given later, where nobody waits for them. */
export async function requestReceipts(tx: Tx, messages: readonly Message<typeof bookingConfirmed>[]): Promise<void> {
  const requests = messages.flatMap(({ payload: booking, envelope: { occurredAt } }) =>
    (sharesOf(booking) ?? []).map((share): Request => ({
      companyId: share.companyId,
      kind: 'receipt',
      sourceId: booking.orderId,
      orderId: booking.orderId,
      reference: booking.reference,
      ownerId: booking.ownerId,
      link: booking.link,
      locale: booking.locale,
      mailTo: booking.contact.email,
      currency: share.amount.currency,
      totalMinor: share.amount.amountMinor,
      lines: linesOf(booking, share),
      soldAt: occurredAt,
    })),
  );
  await insertRequests(tx, requests);
}

/** What goes back of an order, whichever way: a refund, or what returns to a voucher. */
export type GivenBack = {
  /** Of the refund. Each gives back once. */
  readonly sourceId: string;
  readonly orderId: string;
  readonly shares: readonly Share[];
  readonly mailTo: string | null;
};

/**
 * Writes down that each company owes a credit note for what of its sale goes back. It is issued after the receipt, and takes
 * from it what it says of the order, so it does not matter which of the two was heard of first. What was sold before there
 * were receipts has none to credit.
 */
export async function requestCreditNotes(ctx: Ctx, tx: Tx, back: GivenBack): Promise<void> {
  const { sourceId, orderId, shares, mailTo } = back;
  const withoutReceipt = shares.length === 0 ? new Set<string>() : await listSoldWithoutReceipt(tx, orderId);
  const requests = shares
    .filter(({ companyId, amount }) => amount.amountMinor > 0 && !withoutReceipt.has(companyId))
    .map(({ companyId, amount, seats }): Request => ({
      companyId,
      kind: 'credit-note',
      sourceId,
      orderId,
      reference: '',
      ownerId: null,
      link: null,
      locale: '',
      mailTo,
      currency: amount.currency,
      totalMinor: amount.amountMinor,
      lines: [{ journey: null, seats, amountMinor: amount.amountMinor }],
      soldAt: ctx.clock.now().toISOString(),
    }));
  await insertRequests(tx, requests);
}

/** A line a journey of the company, where the news says what each cost; else one for all of it. */
function linesOf(booking: Booking, { companyId, amount, seats }: Share): SoldLine[] {
  const lines = booking.journeys.flatMap(({ companyName: _name, companyId: of, fare, ...journey }): SoldLine[] =>
    of === companyId && fare !== undefined
      ? [{ journey, seats: journey.seatLabels.length, amountMinor: fare.amountMinor }]
      : [],
  );
  const isWhole = lines.reduce((sum, line) => sum + line.amountMinor, 0) === amount.amountMinor;
  return lines.length > 0 && isWhole ? lines : [{ journey: null, seats, amountMinor: amount.amountMinor }];
}

async function listSoldWithoutReceipt(tx: Tx, orderId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ companyId: string }>`
    select distinct e.company_id as "companyId" from ledger_entries e
     where e.order_id = ${orderId} and e.line = 'sale'
       and not exists (select from receipts r where r.company_id = e.company_id and r.kind = 'receipt' and r.source_id = e.order_id)
       and not exists (select from receipt_requests r where r.company_id = e.company_id and r.kind = 'receipt' and r.source_id = e.order_id)`.execute(
    tx,
  );
  return new Set(rows.map(({ companyId }) => companyId));
}

async function insertRequests(tx: Tx, requests: readonly Request[]): Promise<void> {
  if (requests.length === 0) return;
  const rows = requests.map((request) => ({ receiptId: newId(), ...request }));
  await sql`
    insert into receipt_requests (receipt_id, company_id, kind, source_id, order_id, reference, owner_id, link, locale, mail_to, currency,
                                  total_minor, lines, sold_at, trace)
    select "receiptId", "companyId", kind, "sourceId", "orderId", reference,
           case when "ownerId" is not null then coalesce((select c.owner_id from claimed_orders c where c.order_id = q."orderId"), "ownerId") end, link, locale,
           case when not exists (select from erased_orders e where e.order_id = q."orderId") then "mailTo" end, currency, "totalMinor", lines, "soldAt", ${currentTrace()}
      from json_to_recordset(${JSON.stringify(rows)}::json) as q ("receiptId" uuid, "companyId" uuid, kind text, "sourceId" uuid, "orderId" uuid,
           reference text, "ownerId" uuid, link text, locale text, "mailTo" text, currency text, "totalMinor" bigint, lines jsonb, "soldAt" timestamptz)
     where not exists (select from receipts r where r.company_id = q."companyId" and r.kind = q.kind and r.source_id = q."sourceId")
     order by "companyId", kind, "sourceId"
    on conflict (company_id, kind, source_id) do nothing`.execute(tx);
}
