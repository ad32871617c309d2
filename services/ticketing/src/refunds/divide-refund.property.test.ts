import fc from 'fast-check';
import { expect, it } from 'vitest';
import { divideRefund, type Ride } from './divide-refund.ts';
import { payoutOf, payoutOfCash } from './payouts.ts';
import { splitOverTenders } from './split-over-tenders.ts';

const ride: fc.Arbitrary<Ride> = fc.record({
  fareMinor: fc.nat({ max: 5_000_000 }),
  refundedPercent: fc.integer({ min: 0, max: 100 }),
  feeMinor: fc.oneof(fc.constant(0), fc.nat({ max: 100_000 })),
});
const rides = fc.array(ride, { minLength: 1, maxLength: 16 });
const currency = fc.constantFrom('RWF', 'KES', 'UGX', 'USD');
const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
const fares = (of: readonly Ride[]): number => sum(of.map((each) => each.fareMinor));
const exactly = (of: readonly Ride[]): number =>
  sum(of.map((each) => Math.max(0, (each.fareMinor * each.refundedPercent) / 100 - each.feeMinor)));

it('no seat is given back less than nothing or more than it cost, and all of them never more than is left (C8)', () => {
  fc.assert(
    fc.property(rides, currency, fc.nat({ max: 90_000_000 }), (of, name, leftMinor) => {
      const parts = divideRefund(of, { currency: name, payout: payoutOf(name), leftMinor });
      expect(parts).toHaveLength(of.length);
      for (const [index, part] of parts.entries()) {
        expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
        expect(part).toBeLessThanOrEqual(of[index]?.fareMinor ?? -1);
      }
      expect(sum(parts)).toBeLessThanOrEqual(leftMinor);
    }),
  );
});

it('where the payment covers it, rounding favours the passenger by less than a coin, or by what mobile money sends at the least (C8)', () => {
  fc.assert(
    fc.property(rides, currency, (of, name) => {
      const total = sum(divideRefund(of, { currency: name, payout: payoutOf(name), leftMinor: fares(of) }));
      const [unit, least] = name === 'KES' ? [100, 1_000] : [1, 0];
      const exact = exactly(of);
      expect(total).toBeGreaterThanOrEqual(Math.floor(exact));
      expect(total).toBeLessThan(Math.max(exact + unit, least + 1));
      if (exact === 0) expect(total).toBe(0);
    }),
  );
});

it('fares in whole shillings are given back in whole shillings, ten at the least (C8)', () => {
  const whole = ride.map((each) => ({ ...each, fareMinor: (10 + Math.floor(each.fareMinor / 100)) * 100 }));
  fc.assert(
    fc.property(fc.array(whole, { minLength: 1, maxLength: 8 }), (of) => {
      const total = sum(divideRefund(of, { currency: 'KES', payout: payoutOf('KES'), leftMinor: fares(of) }));
      expect(total % 100).toBe(0);
      expect(total === 0 || total >= 1_000).toBe(true);
    }),
  );
});

it('of cash whole units go back, in currencies with cents too (C8)', () => {
  const whole = ride.map((each) => ({ ...each, fareMinor: Math.floor(each.fareMinor / 100) * 100 }));
  fc.assert(
    fc.property(fc.array(whole, { minLength: 1, maxLength: 8 }), (of) => {
      const total = sum(divideRefund(of, { currency: 'USD', payout: payoutOfCash('USD'), leftMinor: fares(of) }));
      expect(total % 100).toBe(0);
    }),
  );
});

it('what rounding leaves over goes to the largest remainders', () => {
  const thirds = [100, 100, 100].map((fareMinor) => ({ fareMinor, refundedPercent: 33, feeMinor: 0 }));
  expect(divideRefund(thirds, { currency: 'RWF', payout: payoutOf('RWF'), leftMinor: 300 })).toEqual([33, 33, 33]);
  const halves = [101, 101, 101].map((fareMinor) => ({ fareMinor, refundedPercent: 50, feeMinor: 0 }));
  expect(divideRefund(halves, { currency: 'RWF', payout: payoutOf('RWF'), leftMinor: 303 })).toEqual([50, 51, 51]);
  expect(divideRefund(halves, { currency: 'RWF', payout: payoutOf('RWF'), leftMinor: 100 })).toEqual([34, 33, 33]);
});

it('money goes back to the first tender until it is whole again, then to the next, and to companies as they are owed', () => {
  const share = fc.record({ companyId: fc.uuid(), amountMinor: fc.nat({ max: 100_000 }) });
  fc.assert(
    fc.property(
      fc.array(share, { maxLength: 2 }),
      fc.array(fc.nat({ max: 100_000 }), { maxLength: 3 }),
      (owed, lefts) => {
        const whole = sum(owed.map((each) => each.amountMinor));
        const last = Math.max(0, whole - sum(lefts));
        const tenders = [...lefts, last].map((leftMinor, index) => ({
          attemptId: `${index}`,
          voucherId: null,
          method: null,
          leftMinor,
        }));
        const shares = owed.map(({ companyId, amountMinor }) => ({
          companyId,
          seats: 1,
          amount: { amountMinor, currency: 'RWF' },
        }));
        const parts = splitOverTenders(shares, tenders);
        expect(sum(parts.map((part) => part.amountMinor))).toBe(whole);
        for (const [index, part] of parts.entries()) {
          expect(part.amountMinor).toBe(sum(part.shares.map((each) => each.amount.amountMinor)));
          const { leftMinor } = tenders[Number(part.attemptId)] ?? expect.fail();
          if (index < parts.length - 1) expect(part.amountMinor).toBe(leftMinor);
          expect(part.amountMinor).toBeLessThanOrEqual(leftMinor);
        }
      },
    ),
  );
});

it('of a payment nothing is left over that M-Pesa does not pay out, where a voucher can have that instead', () => {
  const refund = (owedMinor: number, moneyMinor: number, voucherMinor: number): number[] => {
    const shares = [{ companyId: 'c', seats: 1, amount: { amountMinor: owedMinor, currency: 'KES' } }];
    const tenders = [
      { attemptId: 'a', voucherId: null, method: null, leftMinor: moneyMinor },
      { attemptId: null, voucherId: 'v', method: null, leftMinor: voucherMinor },
    ];
    const parts = splitOverTenders(shares, tenders);
    return tenders.map(({ attemptId }) =>
      sum(parts.filter((part) => part.attemptId === attemptId).map((part) => part.amountMinor)),
    );
  };
  expect(refund(50_000, 50_500, 49_500)).toEqual([49_500, 500]);
  expect(refund(50_000, 1_000, 49_000)).toEqual([1_000, 49_000]);
  expect(refund(1_000, 1_500, 1_000)).toEqual([0, 1_000]);
  expect(refund(50_000, 50_500, 0)).toEqual([50_000, 0]);
  expect(refund(50_000, 500, 99_500)).toEqual([500, 49_500]);
});
