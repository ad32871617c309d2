import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  getCompanyReceipt,
  getCompanyReceiptPdf,
  getReceiptPdfByLink,
  getStatement,
  listCompanyReceipts,
  listOrderReceipts,
  settleCompany,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction, type DatabaseActor } from '@safiri/runtime';
import { sql } from 'kysely';
import { bookingOf, dueOf, rwf } from '../../tests/ledger-desk.ts';
import { linkOf, openReceiptDesk, type ReceiptDesk } from '../../tests/receipt-desk.ts';
import { platformId } from '../ledger/ledger-set.ts';
import { paid } from '../ledger/movements.ts';
import { postSets } from '../ledger/post-sets.ts';
import { issueReceipts } from './issue-receipts.ts';
import { tellReceipts } from './tell-receipts.ts';

let desk: ReceiptDesk;
let companyId: string;
beforeAll(async () => {
  desk = await openReceiptDesk();
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  companyId = await desk.company();
});

describe('a receipt', () => {
  it('is one a company of a booking, with its lines, taxes and how it was paid', async () => {
    await desk.taxed(companyId);
    const another = newId();
    const order = await desk.paid(8_900);
    const link = linkOf(order.orderId);
    const journey = {
      departsAt: '2026-05-01T19:30:00.000Z',
      timeZone: 'Africa/Kigali',
      companyName: 'Volcano Express',
    };
    const out = {
      ...journey,
      tripId: 1,
      fromStop: 'Kigali',
      toStop: 'Huye',
      seatLabels: ['4A'],
      companyId,
      fare: rwf(5_900),
    };
    const back = {
      ...journey,
      tripId: 2,
      fromStop: 'Huye',
      toStop: 'Kigali',
      seatLabels: ['1'],
      companyId: another,
      fare: rwf(3_000),
    };
    const parts = [out, back].map((each) => ({ companyId: each.companyId, amountMinor: each.fare.amountMinor }));
    await desk.hearBooking({ ...bookingOf(order.orderId, parts), link, journeys: [out, back] });
    expect(await desk.read(link)).toEqual([]);
    await desk.issue();
    const receipts = await desk.read(link);
    expect(receipts).toHaveLength(2);
    expect(receipts.find((receipt) => receipt.companyId === companyId)).toMatchObject({
      kind: 'receipt',
      number: `${desk.ctx.clock.now().getUTCFullYear()}-000001`,
      credits: null,
      companyName: 'Volcano Express',
      reference: 'R',
      totalMinor: 5_900,
      netMinor: 5_000,
      lines: [
        { journey: { tripId: 1, fromStop: 'Kigali', seatLabels: ['4A'] }, seats: 1, amountMinor: 5_900, taxMinor: 900 },
      ],
      taxes: [{ name: 'VAT', basisPoints: 1_800, taxMinor: 900 }],
      tenders: [{ method: 'mtn-momo', amountMinor: 5_900 }],
      fiscal: { status: 'off', number: null },
    });
    expect(receipts.find((receipt) => receipt.companyId === another)).toMatchObject({ totalMinor: 3_000, taxes: [] });
  });

  it('has the taxes that were in force when it was sold', async () => {
    const booking = await desk.booked(companyId, 5_900);
    await desk.bed.admin(`update payment.receipt_requests set sold_at = '2025-12-31' where order_id = $1`, [
      booking.orderId,
    ]);
    await desk.taxed(companyId);
    await desk.issue();
    expect(await desk.read(booking.link)).toMatchObject([
      { taxes: [], netMinor: 5_900, tenders: [{ amountMinor: 5_900 }] },
    ]);
  });

  it('tells with what the order was paid: what came twice bought nothing', async () => {
    const booking = await desk.booked(companyId, 1_000);
    const { orderId } = booking;
    const surplus = paid({ attemptId: newId(), orderId, method: 'm-pesa', amount: rwf(1_000) });
    await transaction(desk.bed.deps.db, asService, async (tx) => await postSets(tx, [surplus]));
    await desk.issue();
    expect((await desk.read(booking.link)).map(({ tenders }) => tenders)).toEqual([
      [{ method: 'mtn-momo', amountMinor: 1_000 }],
    ]);
  });

  it('tells of vouchers, and of the money that paid the rest', async () => {
    const booking = await desk.booked(companyId, 5_000);
    const entry = (no: number, account: string, amountMinor: number): string =>
      `('${platformId}', 'booking-confirmed', '${booking.orderId}', ${no}, '${account}', '${booking.orderId}', ${amountMinor}, 'RWF')`;
    await desk.force(`
      update ledger_entries set amount_minor = sign(amount_minor) * 3000 where source_id = '${booking.attemptId}';
      insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, order_id, amount_minor, currency)
      values ${entry(90, 'vouchers', 2_000)}, ${entry(91, 'passenger-money', -2_000)}`);
    await desk.issue();
    expect((await desk.read(booking.link)).map(({ tenders }) => tenders)).toEqual([
      [
        { method: 'mtn-momo', amountMinor: 3_000 },
        { method: 'vouchers', amountMinor: 2_000 },
      ],
    ]);
  });

  it('is one, however often the booking is heard and whatever was issued meanwhile', async () => {
    const booking = await desk.booked(companyId, 1_000);
    await desk.issue();
    await desk.hearBooking({ ...bookingOf(booking.orderId, [{ companyId, amountMinor: 1_000 }]), link: booking.link });
    await desk.issue();
    expect(await desk.read(booking.link)).toHaveLength(1);
  });

  it('says what it said, whoever wants it otherwise', async () => {
    const booking = await desk.booked(companyId, 1_000);
    await desk.issue();
    const change = async (statement: string): Promise<unknown> =>
      await transaction(desk.bed.deps.db, asService, async (tx) => await sql.raw(statement).execute(tx));
    await expect(change(`update receipts set total_minor = 1`)).rejects.toThrow('permission denied');
    await expect(change(`delete from receipts`)).rejects.toThrow('permission denied');
    expect(await desk.read(booking.link)).toMatchObject([{ totalMinor: 1_000 }]);
  });
});

describe('numbers', () => {
  it('have no gap when fifty issue at once and some of them break off', async () => {
    await Promise.all(Array.from({ length: 90 }, async () => await desk.booked(companyId, 1_000)));
    await desk.bed.admin(`
      create sequence payment.breaks;
      create function payment.break_off() returns trigger language plpgsql security definer as $$
      begin if random() < 0.4 and nextval('payment.breaks') > 0 then raise exception 'broken off'; end if; return null; end $$;
      create trigger break_off after insert on payment.receipts for each statement execute function payment.break_off()`);
    await Promise.all(Array.from({ length: 50 }, async () => await issueReceipts(desk.ctx, 2)));
    expect(await desk.bed.admin('select is_called from payment.breaks')).toEqual([{ is_called: true }]);
    await desk.bed.admin('drop trigger break_off on payment.receipts; drop function payment.break_off()');
    const numbers = async (): Promise<unknown> =>
      await desk.bed.admin(
        `select count(distinct r.number) = c.last_number and max(r.number) = c.last_number as whole, c.last_number = 90 as all
           from payment.receipts r join payment.receipt_counters c using (company_id, year) where company_id = $1 group by c.last_number`,
        [companyId],
      );
    expect(await numbers()).toEqual([{ whole: true, all: false }]);
    await desk.issue();
    expect(await numbers()).toEqual([{ whole: true, all: true }]);
  });

  it('are given to all other companies when those of one break off', async () => {
    const broken = await desk.company();
    await desk.force(`update companies set time_zone = 'Nowhere/Nothing' where company_id = '${broken}'`);
    const [lost, kept] = [await desk.booked(broken, 1_000), await desk.booked(companyId, 1_000)];
    await issueReceipts(desk.ctx);
    expect(await desk.read(lost.link)).toEqual([]);
    expect(await desk.read(kept.link)).toHaveLength(1);
    await desk.force(`update companies set time_zone = 'Africa/Kigali' where company_id = '${broken}'`);
    await issueReceipts(desk.ctx);
    expect(await desk.read(lost.link)).toHaveLength(1);
  });

  it('begin anew with the year of the company’s calendar', async () => {
    await desk.booked(companyId, 1_000);
    const ctx = { ...desk.ctx, clock: { now: () => new Date('2027-12-31T22:30:00Z') } };
    while (await issueReceipts(ctx));
    const rows = await desk.bed.admin(`select year, number from payment.receipts where company_id = $1`, [companyId]);
    expect(rows).toEqual([{ year: 2028, number: 1 }]);
  });
});

describe('a credit note', () => {
  it('gives back the tax with the fare, all of it with the last part', async () => {
    await desk.taxed(companyId, { basisPoints: 1_750 });
    const booking = await desk.booked(companyId, 4_999);
    await desk.issue();
    for (const amountMinor of [1_666, 1_666, 1_667])
      await desk.hearRefundDue(dueOf(booking, amountMinor, [{ companyId, amountMinor }]));
    await desk.issue();
    const [receipt, ...notes] = await desk.read(booking.link);
    expect(notes.map(({ kind, credits, totalMinor }) => ({ kind, credits, totalMinor }))).toEqual(
      [1_666, 1_666, 1_667].map((totalMinor) => ({ kind: 'credit-note', credits: receipt?.number, totalMinor })),
    );
    const back = notes.reduce((sum, note) => sum + (note.taxes[0]?.taxMinor ?? 0), 0);
    expect(back).toBe(receipt?.taxes[0]?.taxMinor);
  });

  it('waits for its receipt when the refund is heard of first', async () => {
    const order = await desk.paid(5_000);
    const link = linkOf(order.orderId);
    await desk.hearRefundDue(dueOf(order, 2_000, [{ companyId, amountMinor: 2_000 }]));
    await desk.issue();
    expect(await desk.read(link)).toEqual([]);
    await desk.hearBooking({ ...bookingOf(order.orderId, [{ companyId, amountMinor: 5_000 }]), link });
    await desk.issue();
    await desk.issue();
    expect((await desk.read(link)).map(({ kind }) => kind).toSorted()).toEqual(['credit-note', 'receipt']);
  });

  it('of more than was sold is not issued, and of what had no receipt is not asked for', async () => {
    const booking = await desk.booked(companyId, 1_000);
    await desk.issue();
    for (const amountMinor of [800, 300])
      await desk.hearRefundDue(dueOf(booking, amountMinor, [{ companyId, amountMinor }]));
    await desk.issue();
    expect((await desk.read(booking.link)).map(({ totalMinor }) => totalMinor)).toEqual([1_000, 800]);
    const old = await desk.booked(companyId, 1_000);
    await desk.force(`delete from receipt_requests where order_id = '${old.orderId}'`);
    await desk.hearRefundDue(dueOf(old, 1_000, [{ companyId, amountMinor: 1_000 }]));
    expect(await desk.bed.admin(`select from payment.receipt_requests where order_id = $1`, [old.orderId])).toEqual([]);
  });
});

describe('tax that the platform pays', () => {
  it('is withheld from the company, goes back with refunds, and stands in lines of its own', async () => {
    await desk.taxed(companyId, { remittedBy: 'platform' });
    const booking = await desk.booked(companyId, 5_900);
    await desk.issue();
    const sums = async () => await desk.sums(booking.orderId);
    expect(await sums()).toMatchObject({ [`taxes ${companyId}`]: -900, [`company-payable ${companyId}`]: -4_410 });
    await desk.hearRefundDue(dueOf(booking, 2_950, [{ companyId, amountMinor: 2_950 }]));
    await desk.issue();
    expect(await sums()).toMatchObject({ [`taxes ${companyId}`]: -450, [`company-payable ${companyId}`]: -2_205 });
    await desk.force(`update ledger_entries set posted_at = '2026-03-01T12:00Z' where order_id = '${booking.orderId}'`);
    const settled = await (
      await desk.platform()
    )(settleCompany, {
      params: { companyId },
      body: { currency: 'RWF', toDate: '2026-03-01' },
    });
    const settlementId = settled.ok ? settled.value.settlementId : expect.fail(settled.code);
    const statement = await (await desk.staff(companyId))(getStatement, { params: { companyId, settlementId } });
    const lines = statement.ok ? statement.value.lines.map(({ line, amountMinor }) => [line, amountMinor]) : [];
    expect(Object.fromEntries(lines)).toMatchObject({ sale: 5_900, tax: -900, 'tax-back': 450 });
    expect(settled).toMatchObject({ value: { closingMinor: 2_205 } });
  });
});

describe('a receipt is read', () => {
  const seen = async (actor: DatabaseActor, orderId: string): Promise<number> =>
    await transaction(desk.bed.deps.db, actor, async (tx) => {
      const { rows } = await sql`select from receipts where order_id = ${orderId}`.execute(tx);
      return rows.length;
    });

  it('by its owner, whoever has the link, its company and the platform, and by nobody else', async () => {
    const booking = await desk.booked(companyId, 1_000);
    await desk.issue();
    const { orderId, ownerId, link } = booking;
    const kinds = { passenger: ownerId, link, company: companyId, platform: newId() } as const;
    for (const kind of ['passenger', 'link', 'company', 'platform'] as const) {
      expect(await seen({ kind, id: kinds[kind] }, orderId)).toBe(1);
      if (kind === 'platform') continue;
      expect(await seen({ kind, id: kind === 'link' ? 'another22characterslin' : newId() }, orderId)).toBe(0);
    }
    expect(
      await desk.bed.deps.db.kysely
        .transaction()
        .execute(async (tx) => (await sql`select from receipts`.execute(tx)).rows),
    ).toEqual([]);
    const owner = (await desk.served()).as(await desk.bed.tokens.guest(ownerId));
    expect(await owner(listOrderReceipts, { params: { orderId } })).toMatchObject({
      value: { receipts: [{ orderId }] },
    });
    const stranger = (await desk.served()).as(await desk.bed.tokens.guest());
    expect(await stranger(listOrderReceipts, { params: { orderId } })).toMatchObject({ value: { receipts: [] } });
  });

  it('by its company with those before it, one and as PDF; others are refused', async () => {
    await Promise.all(
      Array.from(
        { length: 51 },
        async () => await desk.hearBooking(bookingOf(newId(), [{ companyId, amountMinor: 1_000 }])),
      ),
    );
    await desk.issue();
    const reader = await desk.staff(companyId);
    const first = await reader(listCompanyReceipts, { params: { companyId }, query: {} });
    const page = first.ok ? first.value : expect.fail(first.code);
    expect([page.receipts.length, page.more, page.receipts[0]?.number.slice(5)]).toEqual([50, true, '000051']);
    const before = page.receipts.at(-1)?.receiptId ?? '';
    expect(await reader(listCompanyReceipts, { params: { companyId }, query: { before } })).toMatchObject({
      value: { receipts: [{ number: expect.stringMatching(/-000001$/) }], more: false },
    });
    const params = { companyId, receiptId: before };
    expect(await reader(getCompanyReceipt, { params })).toMatchObject({ value: { receiptId: before } });
    expect(await reader(getCompanyReceiptPdf, { params })).toMatchObject({ ok: true });
    expect(await reader(getCompanyReceipt, { params: { companyId, receiptId: newId() } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await (await desk.staff(newId()))(getCompanyReceipt, { params })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('as the same PDF each time, by the link alone', async () => {
    const booking = await desk.booked(companyId, 1_000, { locale: 'fr' });
    await desk.issue();
    const [receipt] = await desk.read(booking.link);
    const receiptId = receipt?.receiptId ?? '';
    const reader = (await desk.served()).as();
    const pdf = async (link: string): Promise<unknown> => {
      const answer = await reader(getReceiptPdfByLink, { params: { link, receiptId } });
      return answer.ok ? Buffer.from(answer.value.bytes).toString('latin1') : answer.code;
    };
    expect(await pdf(booking.link)).toMatch(/^%PDF-[^]*%%EOF\s*$/);
    expect(await pdf(booking.link)).toBe(await pdf(booking.link));
    expect(await pdf(linkOf(newId()))).toBe('NOT_FOUND');
  });
});

it('a receipt is told once, with the address to send it to, which is forgotten then', async () => {
  const contact = { phone: null, email: 'a@passenger.example' };
  const booking = await desk.booked(companyId, 1_000, { contact });
  const told = async () =>
    (await desk.bed.outbox()).filter(
      ({ type, payload }) => type === 'receipt-issued' && JSON.stringify(payload).includes(booking.orderId),
    );
  await desk.issue();
  await Promise.all([tellReceipts(desk.ctx), tellReceipts(desk.ctx)]);
  await tellReceipts(desk.ctx);
  expect(await told()).toMatchObject([
    {
      payload: {
        kind: 'receipt',
        companyName: 'Volcano Express',
        total: rwf(1_000),
        contact: { email: contact.email },
        locale: 'en',
        link: booking.link,
      },
    },
  ]);
  expect(await desk.bed.admin(`select mail_to from payment.receipts where order_id = $1`, [booking.orderId])).toEqual([
    { mail_to: null },
  ]);
});
