import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformIssuer, voucherMoved, type PayloadOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { bookingOf, dueOf, openLedgerDesk, rwf, type LedgerDesk } from '../../tests/ledger-desk.ts';
import { inspect } from '../audit/inspect.ts';
import { platformId } from './ledger-set.ts';

let desk: LedgerDesk;
beforeAll(async () => {
  desk = await openLedgerDesk();
});
afterAll(async () => await desk.close());

type Moved = PayloadOf<typeof voucherMoved>;

function moved(kind: Moved['kind'], issuerId: string, amountMinor: number): Moved {
  return {
    useId: newId(),
    voucherId: newId(),
    issuerId,
    version: 1,
    kind,
    amount: rwf(amountMinor),
    refund: null,
  };
}

async function hear(news: Moved): Promise<void> {
  await desk.bed.hear(desk.payment, voucherMoved, news);
}

/** Sums on accounts of a company, and on those of the platform that vouchers touch. */
async function sumsOf(companyId: string): Promise<Record<string, number>> {
  const rows = await desk.bed.admin<{ name: string; sum: string }>(
    `select concat_ws(' ', account, line) as name, sum(amount_minor) as sum from payment.ledger_entries where company_id = $1 group by 1 having sum(amount_minor) <> 0`,
    [companyId],
  );
  return Object.fromEntries(rows.map(({ name, sum }) => [name, Number(sum)]));
}

async function kindsFound(...orderIds: readonly string[]): Promise<string[]> {
  const findings = await transaction(
    desk.bed.deps.db,
    asService,
    async (tx) => await inspect(tx, { orderIds, tripIds: [] }),
  );
  return findings.map(({ kind }) => kind);
}

describe('a voucher', () => {
  it('of a company is issued at its cost, once, and what remains comes back to it', async () => {
    const companyId = newId();
    const issued = moved('issued', companyId, 1_000);
    await hear(issued);
    await hear(issued);
    expect(await sumsOf(companyId)).toEqual({ 'company-payable voucher': 1_000, vouchers: -1_000 });
    await hear(moved('withdrawn', companyId, 300));
    await hear(moved('expired', companyId, 200));
    expect(await sumsOf(companyId)).toEqual({
      'company-payable voucher': 1_000,
      'company-payable voucher-back': -500,
      vouchers: -500,
    });
  });

  it('of the platform is a promotion of its own', async () => {
    const before = await sumsOf(platformIssuer);
    await hear(moved('issued', platformIssuer, 700));
    await hear(moved('expired', platformIssuer, 200));
    const after = await sumsOf(platformIssuer);
    expect((after['promotions'] ?? 0) - (before['promotions'] ?? 0)).toBe(500);
    expect((after['vouchers'] ?? 0) - (before['vouchers'] ?? 0)).toBe(-500);
  });

  it('instead of money that goes back is owed out of what the booking brought, and the commission of that comes back', async () => {
    const order = await desk.paid(5_000);
    const companyId = newId();
    await desk.hearBooking(bookingOf(order.orderId, [{ companyId, amountMinor: 5_000 }]));
    const shares = [{ companyId, amount: rwf(4_000), seats: 1, fares: rwf(5_000) }];
    const credit = {
      ...moved('issued', companyId, 4_000),
      refund: { orderId: order.orderId, contact: { phone: null, email: null }, shares },
    };
    await hear(credit);
    await hear(credit);
    expect(await sumsOf(companyId)).toEqual({
      'company-payable sale': -5_000,
      'company-payable commission': 500,
      'company-payable refund': 4_000,
      'company-payable commission-back': -400,
      vouchers: -4_000,
    });
    expect(await kindsFound(order.orderId)).toEqual([]);
  });

  it('that paid for a booking is owed no more, and is the company’s like money', async () => {
    const order = await desk.paid(3_000);
    const companyId = newId();
    await hear(moved('issued', companyId, 2_000));
    const vouchers = [{ voucherId: newId(), issuerId: companyId, amount: rwf(2_000) }];
    await desk.hearBooking({ ...bookingOf(order.orderId, [{ companyId, amountMinor: 5_000 }]), vouchers });
    expect(await sumsOf(companyId)).toEqual({
      'company-payable voucher': 2_000,
      'company-payable sale': -5_000,
      'company-payable commission': 500,
    });
    expect(await desk.sums(order.orderId)).not.toHaveProperty('passenger-money');
    expect(await kindsFound(order.orderId)).toEqual([]);
  });

  it('is restored with the charges, beside money, to the unit', async () => {
    const order = await desk.paid(3_001);
    const { orderId } = order;
    const companyId = newId();
    await hear(moved('issued', companyId, 1_998));
    const vouchers = [{ voucherId: newId(), issuerId: companyId, amount: rwf(1_998) }];
    await desk.hearBooking({ ...bookingOf(orderId, [{ companyId, amountMinor: 4_999 }]), vouchers });
    await desk.hearRefundDue(dueOf(order, 3_001, [{ companyId, amountMinor: 3_001 }]));
    const shares = [{ companyId, amount: rwf(1_998), seats: 1 }];
    const refund = { orderId, contact: { phone: null, email: null }, shares };
    await hear({ ...moved('restored', companyId, 1_998), refund });
    expect(await desk.sums(orderId)).toEqual({
      'clearing mtn-momo': 3_001,
      'refunds-owed': -3_001,
    });
    expect(await sumsOf(companyId)).toMatchObject({ 'company-payable voucher': 1_998, vouchers: -1_998 });
    expect(await kindsFound(orderId)).toEqual([]);
  });
});

describe('the auditor finds', () => {
  it('a booking whose voucher is not posted', async () => {
    const order = await desk.paid(3_000);
    await desk.hearBooking(bookingOf(order.orderId, [{ companyId: newId(), amountMinor: 5_000 }]));
    expect(await kindsFound(order.orderId)).toEqual(['money-not-applied']);
  });

  it('more used than was issued', async () => {
    expect(await kindsFound(platformId)).toEqual([]);
    await hear(moved('withdrawn', newId(), 5));
    expect(await kindsFound(platformId)).toEqual(['vouchers-overdrawn']);
  });
});

it('whatever becomes of vouchers, a company’s accounts say what is owed to who has them', async () => {
  const steps = fc.array(
    fc.record({
      kind: fc.constantFrom('issued', 'withdrawn', 'expired'),
      amountMinor: fc.integer({ min: 1, max: 999 }),
    }),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const companyId = newId();
      let owed = 0;
      for (const { kind, amountMinor } of given as { kind: Moved['kind']; amountMinor: number }[]) {
        await hear(moved(kind, companyId, amountMinor));
        owed += kind === 'issued' ? amountMinor : -amountMinor;
      }
      const sums = Object.entries(await sumsOf(companyId));
      expect(sums.reduce((sum, [, minor]) => sum + minor, 0)).toBe(0);
      expect(Object.fromEntries(sums)['vouchers'] ?? 0).toBe(-owed || 0);
    }),
    { numRuns: 10 },
  );
});
