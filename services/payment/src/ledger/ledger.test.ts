import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingConfirmed } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, receiveMany, transaction, type DatabaseActor } from '@safiri/runtime';
import { bookingOf, dueOf, openLedgerDesk, rwf, type LedgerDesk } from '../../tests/ledger-desk.ts';
import { getBalanceBefore } from './balance-queries.ts';
import { onPlatform, type LedgerSet } from './ledger-set.ts';
import { held } from './movements.ts';
import { postSets } from './post-sets.ts';

let desk: LedgerDesk;
beforeAll(async () => {
  desk = await openLedgerDesk();
});
afterAll(async () => await desk.close());

const company = (): string => newId();
const post = async (...sets: LedgerSet[]): Promise<void> =>
  await transaction(desk.bed.deps.db, asService, async (tx) => await postSets(tx, sets));
const seen = async (actor: DatabaseActor, orderId: string): Promise<number> =>
  await transaction(desk.bed.deps.db, actor, async (tx) => {
    const { rows } = await sql`select from ledger_entries where order_id = ${orderId}`.execute(tx);
    return rows.length;
  });

describe('money that is posted', () => {
  it('goes from the passenger to the companies of the booking, less the commission, once', async () => {
    const order = await desk.paid(5_000);
    const [one, two] = [company(), company()];
    expect(await desk.sums(order.orderId)).toEqual({ 'clearing mtn-momo': 5_000, 'passenger-money': -5_000 });
    const booking = bookingOf(order.orderId, [
      { companyId: one, amountMinor: 3_000 },
      { companyId: two, amountMinor: 2_000 },
    ]);
    await desk.hearBooking(booking);
    await desk.hearBooking(booking);
    expect(await desk.sums(order.orderId)).toEqual({
      'clearing mtn-momo': 5_000,
      commission: -500,
      [`company-payable ${one}`]: -2_700,
      [`company-payable ${two}`]: -1_800,
    });
  });

  it('goes back from the company with what the platform took of it, to the unit, in whatever parts', async () => {
    const order = await desk.paid(4_999);
    const companyId = company();
    await desk.hearBooking(bookingOf(order.orderId, [{ companyId, amountMinor: 4_999 }]));
    const first = dueOf(order, 3_333, [{ companyId, amountMinor: 3_333 }]);
    await desk.hearRefundDue(first);
    await desk.hearRefundDue(first);
    expect(await desk.sums(order.orderId)).toEqual({
      'clearing mtn-momo': 4_999,
      commission: -167,
      [`company-payable ${companyId}`]: -1_499,
      'refunds-owed': -3_333,
    });
    await desk.hearRefundDue(dueOf(order, 1_666, [{ companyId, amountMinor: 1_666 }]));
    expect(await desk.sums(order.orderId)).toEqual({ 'clearing mtn-momo': 4_999, 'refunds-owed': -4_999 });
  });

  it('comes to the same when the refund is heard of before the booking', async () => {
    const order = await desk.paid(5_000);
    const companyId = company();
    await desk.hearRefundDue(dueOf(order, 5_000, [{ companyId, amountMinor: 5_000 }]));
    await desk.hearBooking(bookingOf(order.orderId, [{ companyId, amountMinor: 5_000 }]));
    expect(await desk.sums(order.orderId)).toEqual({ 'clearing mtn-momo': 5_000, 'refunds-owed': -5_000 });
  });

  it('comes to the same when parts of it are heard of before the booking (C8)', async () => {
    const [first, other] = [await desk.paid(5_000), await desk.paid(5_000)];
    const companyId = company();
    const halves = (order: typeof first) =>
      [1_000, 250].map((amountMinor) => {
        const due = dueOf(order, amountMinor, [{ companyId, amountMinor }]);
        return { ...due, shares: due.shares?.map((share) => ({ ...share, fares: rwf(2 * amountMinor) })) };
      });
    await desk.bed.admin(
      `insert into payment.commission_plans (company_id, currency, valid_from, basis_points, per_seat_minor, set_by)
       values ($1, 'RWF', '2020-01-01', 1000, 0, $1)`,
      [companyId],
    );
    await desk.hearBooking(bookingOf(first.orderId, [{ companyId, amountMinor: 5_000 }]));
    for (const due of halves(first)) await desk.hearRefundDue({ ...due, shares: due.shares ?? [] });
    for (const due of halves(other)) await desk.hearRefundDue({ ...due, shares: due.shares ?? [] });
    await desk.hearBooking(bookingOf(other.orderId, [{ companyId, amountMinor: 5_000 }]));
    const expected = {
      'clearing mtn-momo': 5_000,
      'refunds-owed': -1_250,
      commission: -375,
      [`company-payable ${companyId}`]: -3_375,
    };
    expect(await desk.sums(first.orderId)).toEqual(expected);
    expect(await desk.sums(other.orderId)).toEqual(expected);
  });

  it('that bought nothing goes back without touching a company', async () => {
    const order = await desk.paid(5_000);
    await desk.hearRefundDue(dueOf(order, 5_000));
    expect(await desk.sums(order.orderId)).toEqual({ 'clearing mtn-momo': 5_000, 'refunds-owed': -5_000 });
  });

  it('and contradicts us stands in suspense', async () => {
    const orderId = newId();
    await post(held({ attemptId: newId(), orderId, method: 'mtn-momo', amount: rwf(4_000) }));
    expect(await desk.sums(orderId)).toEqual({ 'clearing mtn-momo': 4_000, suspense: -4_000 });
  });

  it('of bookings heard together is posted by one statement, at the plan of each company', async () => {
    const [withPlan, without] = [company(), company()];
    await desk.bed.admin(
      `insert into payment.commission_plans (company_id, currency, valid_from, basis_points, per_seat_minor, set_by)
       values ($1, 'RWF', '2020-01-01', 9999, 0, $1), ($1, 'RWF', '2021-01-01', 250, 30, $1), ($1, 'RWF', '2999-01-01', 0, 0, $1)`,
      [withPlan],
    );
    const orders = await Promise.all([desk.paid(), desk.paid(), desk.paid()]);
    const envelopes = orders.map(({ orderId }, index) => ({
      eventId: newId(),
      type: bookingConfirmed.type,
      source: 'ticketing',
      aggregateId: orderId,
      version: 3,
      occurredAt: desk.ctx.clock.now().toISOString(),
      payload: bookingOf(orderId, [{ companyId: index === 0 ? without : withPlan, amountMinor: 5_000 }]),
    }));
    const outcomes = await receiveMany({ ...desk.payment, log: desk.ctx.log }, envelopes);
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 'fulfilled', value: 'handled' })));
    const owed = (await desk.sums())[`company-payable ${withPlan}`];
    expect(owed).toBe(-2 * (5_000 - 125 - 30));
    expect((await desk.sums())[`company-payable ${without}`]).toBe(-4_500);
    const transactions = await desk.bed.admin(
      `select distinct xmin from payment.ledger_entries where source_kind = 'booking-confirmed' and order_id = any ($1)`,
      [orders.map(({ orderId }) => orderId)],
    );
    expect(transactions).toHaveLength(1);
  });

  it('is posted once by two processes at the same time', async () => {
    const orderId = newId();
    const set = held({ attemptId: newId(), orderId, method: 'mtn-momo', amount: rwf(10) });
    const other = desk.bed.connectAs('payment');
    await Promise.all(
      [desk.bed.deps.db, other, desk.bed.deps.db, other].map(
        async (db) => await transaction(db, asService, async (tx) => await postSets(tx, [set])),
      ),
    );
    expect(await desk.sums(orderId)).toEqual({ 'clearing mtn-momo': 10, suspense: -10 });
  });
});

describe('the database refuses', () => {
  const set = (entries: LedgerSet['entries']): LedgerSet => ({
    sourceKind: 'adjustment',
    sourceId: newId(),
    orderId: null,
    currency: 'RWF',
    entries,
  });

  it('a set that does not sum to zero', async () => {
    const wrong = set([onPlatform('suspense', 5), onPlatform('adjustments', -4)]);
    await expect(post(set([onPlatform('suspense', 5), onPlatform('adjustments', -5)]), wrong)).rejects.toMatchObject({
      constraint: 'ledger_sets_balance',
    });
  });

  it('a set that balances in two currencies', async () => {
    await expect(
      desk.bed.admin(
        `insert into payment.ledger_entries (company_id, source_kind, source_id, entry_no, account, amount_minor, currency)
         select '00000000-0000-0000-0000-000000000000', 'adjustment', '${newId()}', n, 'adjustments', 3 - 2 * n, (array['RWF', 'KES'])[n] from generate_series(1, 2) n`,
      ),
    ).rejects.toMatchObject({ constraint: 'ledger_sets_balance' });
  });

  it('a second set of one source that says more than the first', async () => {
    const first = set([onPlatform('suspense', 5), onPlatform('adjustments', -5)]);
    await post(first);
    await expect(
      post({ ...first, entries: [...first.entries, onPlatform('taxes', 1), onPlatform('taxes', -2)] }),
    ).rejects.toMatchObject({ constraint: 'ledger_sets_balance' });
  });

  it.each([
    'update payment.ledger_entries set amount_minor = 1',
    'delete from payment.ledger_entries',
    'truncate payment.ledger_entries',
  ])('everybody: %s', async (statement) => {
    await expect(desk.bed.admin(statement)).rejects.toMatchObject({ constraint: 'ledger_is_append_only' });
    await expect(
      transaction(desk.bed.deps.db, asService, async (tx) => await sql.raw(statement).execute(tx)),
    ).rejects.toThrow(/permission denied/);
  });
});

it('a company sees the entries on its own accounts, the platform all, others none', async () => {
  const order = await desk.paid();
  const companyId = company();
  await desk.hearBooking(bookingOf(order.orderId, [{ companyId, amountMinor: 5_000 }]));
  expect(await seen(asService, order.orderId)).toBe(6);
  expect(await seen({ kind: 'platform', id: newId() }, order.orderId)).toBe(6);
  expect(await seen({ kind: 'company', id: companyId }, order.orderId)).toBe(2);
  for (const actor of [
    { kind: 'company', id: company() },
    { kind: 'passenger', id: newId() },
    { kind: 'link', id: 'another22characterlink' },
  ] as const)
    expect(await seen(actor, order.orderId)).toBe(0);
});

describe('a balance', () => {
  it('is the same with cuts and without, and hours are cut once by however many processes', async () => {
    const companyId = company();
    const orders = await Promise.all([1_000, 2_000, 3_000].map(async (amount) => await desk.paid(amount)));
    for (const [hours, order] of orders.entries()) {
      await desk.hearBooking(bookingOf(order.orderId, [{ companyId, amountMinor: (hours + 1) * 1_000 }]));
      await desk.force(
        `update ledger_entries set posted_at = date_trunc('hour', now(), 'UTC') - interval '${5 - hours} hours 59 minutes' where order_id = '${order.orderId}'`,
      );
    }
    await desk.force(`update ledger_cuts set cut_at = now() - interval '1 day'`);
    const balance = async (): Promise<number> =>
      await transaction(
        desk.bed.deps.db,
        { kind: 'company', id: companyId },
        async (tx) =>
          await getBalanceBefore(tx, { companyId, account: 'company-payable', currency: 'RWF' }, 'infinity'),
      );
    expect(await balance()).toBe(-5_400);
    const jobs = [desk.payment.jobs, desk.payment.jobs].map((all) => all.find(({ name }) => name === 'ledger-cuts'));
    await Promise.all(jobs.map(async (job) => await job?.run()));
    while (await jobs[0]?.run());
    const cuts = await desk.bed.admin<{ sum: string }>(
      `select cut_at, sum(balance_minor) as sum from payment.ledger_balances where company_id = $1 group by cut_at order by cut_at`,
      [companyId],
    );
    expect(cuts.map(({ sum }) => Number(sum))).toEqual([-900, -2_700, -5_400]);
    expect(await balance()).toBe(-5_400);
  });
});
