import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimGuestOrders, listMyVouchers, listVouchers, platformIssuer, withdrawVoucher } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction, type DatabaseActor } from '@safiri/runtime';
import { openVoucherDesk, type VoucherDesk } from '../../tests/voucher-desk.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { expireVouchers } from './expire-vouchers.ts';

let desk: VoucherDesk;
const { companyId } = sampleCompany;

beforeAll(async () => {
  desk = await openVoucherDesk();
});
afterAll(async () => await desk.sale.bed.close());

async function movements(voucherId: string): Promise<string[]> {
  const news = await desk.sale.newsOf('voucher-moved');
  return news
    .filter((event) => event.aggregateId === voucherId)
    .map(({ payload }) => payload as { kind: string; amount: { amountMinor: number } })
    .map(({ kind, amount }) => `${kind} ${amount.amountMinor}`);
}

describe('issuing a voucher', () => {
  it('tells its code once, keeps a hash of it alone, and is told to payment', async () => {
    const key = newId();
    const body = { expiresAt: new Date(desk.sale.bed.deps.clock.now().getTime() + 86_400_000).toISOString() };
    const first = await desk.ask(body, { key });
    const code = first.ok ? (first.value.code ?? '') : '';
    expect(code).toMatch(/^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$/);
    const again = await desk.ask(body, { key });
    expect(again).toMatchObject({ ok: true, value: { code: null, voucher: first.ok ? first.value.voucher : {} } });
    const rows = await desk.sale.bed.admin<{ row: string }>(
      `select to_jsonb(v)::text as row from ticketing.vouchers v`,
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(code.replaceAll('-', ''));
    expect(await movements(first.ok ? first.value.voucher.voucherId : '')).toEqual(['issued 1000']);
  });

  it('refuses another request under the same key, an end in the past or far away, and a currency nobody trades', async () => {
    const key = newId();
    expect(await desk.ask({}, { key })).toMatchObject({ ok: true });
    expect(await desk.ask({ cause: 'gift' }, { key })).toMatchObject({ ok: false, code: 'IDEMPOTENCY_KEY_REUSED' });
    for (const expiresAt of ['2020-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z'])
      expect(await desk.ask({ expiresAt })).toMatchObject({ ok: false, code: 'EXPIRY_OUT_OF_RANGE' });
    expect(await desk.ask({ amount: { amountMinor: 5, currency: 'XXX' } })).toMatchObject({
      ok: false,
      code: 'CURRENCY_UNKNOWN',
    });
    // Nobody pays cents of shillings: a rest of an order with cents could not be paid at all.
    expect(await desk.ask({ amount: { amountMinor: 550, currency: 'KES' } })).toMatchObject({
      ok: false,
      code: 'NOT_WHOLE_UNITS',
    });
  });

  it('is for staff with the permission, for their own company; the platform issues its own', async () => {
    const { bed, served } = desk.sale;
    const agent = served.as(await bed.tokens.staff('agent', companyId));
    expect(await desk.ask({}, { by: agent })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await desk.ask({}, { companyId: desk.rivalId })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await desk.ask({}, { companyId: platformIssuer })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    const platform = served.as(await bed.tokens.staff('super-admin', null));
    expect(await desk.ask({}, { by: platform, companyId: platformIssuer })).toMatchObject({
      ok: true,
      value: { voucher: { issuerId: platformIssuer } },
    });
  });
});

describe('vouchers', () => {
  it('are listed to their issuer page by page, and to their owner alone', async () => {
    const buyer = await desk.sale.buyer();
    const mine = await desk.issue(700, { ownerId: buyer.subjectId });
    const listed = await desk.supervisor(listVouchers, { params: { companyId } });
    expect(listed.ok && listed.value.vouchers[0]).toEqual(mine.voucher);
    const before = await desk.supervisor(listVouchers, {
      params: { companyId },
      query: { before: mine.voucher.voucherId },
    });
    expect(before.ok && before.value.vouchers.some((each) => each.voucherId === mine.voucher.voucherId)).toBe(false);
    expect(await buyer.call(listMyVouchers, {})).toMatchObject({ ok: true, value: { vouchers: [mine.voucher] } });
    expect(await (await desk.sale.buyer()).call(listMyVouchers, {})).toMatchObject({
      ok: true,
      value: { vouchers: [] },
    });
  });

  it('of a guest move to the account they sign in with', async () => {
    const { bed, served } = desk.sale;
    const guest = await desk.sale.buyer();
    const mine = await desk.issue(700, { ownerId: guest.subjectId });
    const account = served.as(await bed.tokens.customer());
    await account(claimGuestOrders, { body: { guestToken: guest.token } });
    expect(await account(listMyVouchers, {})).toMatchObject({
      ok: true,
      value: { vouchers: [{ voucherId: mine.voucher.voucherId, remaining: { amountMinor: 700 } }] },
    });
  });

  it('are withdrawn once, by their issuer alone', async () => {
    const mine = await desk.issue();
    const { voucherId } = mine.voucher;
    const rival = desk.sale.served.as(await desk.sale.bed.tokens.staff('supervisor', desk.rivalId));
    await rival(withdrawVoucher, { params: { companyId: desk.rivalId, voucherId } });
    expect(await desk.books(mine)).toMatchObject({ remaining: 1000, ended: 0 });
    for (let time = 0; time < 2; time += 1)
      expect(await desk.supervisor(withdrawVoucher, { params: { companyId, voucherId } })).toMatchObject({ ok: true });
    expect(await desk.books(mine)).toMatchObject({ remaining: 0, ended: 1000 });
    expect(await movements(voucherId)).toEqual(['issued 1000', 'withdrawn 1000']);
  });

  it('expire by the clock of the database, and their issuer owes them no more, once', async () => {
    const mine = await desk.issue();
    await desk.age(mine);
    const job = expireVouchers({ ...desk.sale.bed.deps } as never);
    await Promise.all([job.run(), job.run()]);
    await job.run();
    expect(await desk.books(mine)).toMatchObject({ remaining: 0, ended: 1000, movements: 'issued 1000, expired 1000' });
    expect(await movements(mine.voucher.voucherId)).toEqual(['issued 1000', 'expired 1000']);
  });
});

describe('rows of vouchers, their movements and tenders', () => {
  const tables = ['vouchers', 'voucher_uses', 'order_tenders'] as const;
  const countAs = async (actor: DatabaseActor): Promise<number[]> =>
    await transaction(desk.sale.bed.deps.db, actor, async (tx) => {
      const counts: number[] = [];
      for (const table of tables)
        counts.push(
          (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)).rows[0]?.n ?? -1,
        );
      return counts;
    });

  it('are seen by their owner and their issuer, and by nobody who does not act', async () => {
    const buyer = await desk.sale.buyer();
    const mine = await desk.issue(300, { ownerId: buyer.subjectId });
    const order = await desk.sale.hold(buyer, [{ tripId: await desk.sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    expect(await desk.put(buyer, order, mine)).toMatchObject({ ok: true });
    for (const table of tables)
      expect((await sql`select from ${sql.table(table)} limit 1`.execute(desk.sale.bed.deps.db.kysely)).rows).toEqual(
        [],
      );
    expect(await countAs({ kind: 'passenger', id: buyer.subjectId })).toEqual([1, 2, 1]);
    expect(await countAs({ kind: 'passenger', id: newId() })).toEqual([0, 0, 0]);
    expect(await countAs({ kind: 'company', id: desk.rivalId })).toEqual([0, 0, 0]);
    const [vouchers = 0, uses = 0, tenders] = await countAs({ kind: 'company', id: companyId });
    expect([vouchers > 1, uses > vouchers, tenders]).toEqual([true, true, 1]);
  });

  it.each([
    'update vouchers set remaining_minor = 5',
    'update vouchers set expires_at = now()',
    'delete from vouchers',
    'delete from voucher_uses',
    "update order_tenders set status = 'used'",
    'update orders set tendered_minor = 0',
    "select move_voucher(voucher_id, 'restored', 1, null) from vouchers",
  ])('the running role is refused: %s', async (statement) => {
    await expect(
      transaction(desk.sale.bed.deps.db, asService, async (tx) => await sql.raw(statement).execute(tx)),
    ).rejects.toThrow(/permission denied/);
  });

  it('a company issues no voucher in another’s name', async () => {
    await expect(
      transaction(
        desk.sale.bed.deps.db,
        { kind: 'company', id: desk.rivalId },
        async (tx) =>
          await sql`insert into vouchers (voucher_id, issuer_id, owner_id, cause, currency, amount_minor, remaining_minor, expires_at, issued_by, idempotency_key, fingerprint)
                  values (${newId()}, ${companyId}, ${newId()}, 'gift', 'RWF', 5, 5, now() + interval '1 day', ${newId()}, 'k', 'f')`.execute(
            tx,
          ),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});
