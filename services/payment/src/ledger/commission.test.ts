import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { chargeBackOf, chargeOf, type Booked } from './commission.ts';

const companyId = newId();
const rwf = (amountMinor: number) => ({ amountMinor, currency: 'RWF' });

it('takes the nearer unit of the fare, a half for the company, and an amount a seat', () => {
  const plan = { basisPoints: 250, perSeatMinor: 30 };
  expect(chargeOf({ companyId, amount: rwf(5_010), seats: 2 }, plan)).toEqual({ commissionMinor: 125, feeMinor: 60 });
  expect(chargeOf({ companyId, amount: rwf(5_020), seats: 2 }, plan)).toEqual({ commissionMinor: 125, feeMinor: 60 });
  expect(chargeOf({ companyId, amount: rwf(5_021), seats: 2 }, plan)).toEqual({ commissionMinor: 126, feeMinor: 60 });
});

const amounts = fc.integer({ min: 0, max: 100_000_000 });
const plans = fc.record({
  basisPoints: fc.integer({ min: 0, max: 10_000 }),
  perSeatMinor: fc.integer({ min: 0, max: 1_000_000 }),
});

it('never takes more than the share, and never less than nothing', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 200 }), plans, (amountMinor, seats, plan) => {
      const { commissionMinor, feeMinor } = chargeOf({ companyId, amount: rwf(amountMinor), seats }, plan);
      expect(Math.min(commissionMinor, feeMinor)).toBeGreaterThanOrEqual(0);
      expect(commissionMinor + feeMinor).toBeLessThanOrEqual(amountMinor);
    }),
  );
});

it('gives all of it back when all of the fare is back, in whatever parts, and never too much before', () => {
  fc.assert(
    fc.property(fc.array(amounts, { minLength: 1, maxLength: 8 }), plans, (parts, plan) => {
      const gross = parts.reduce((sum, part) => sum + part, 0);
      const charged = chargeOf({ companyId, amount: rwf(gross), seats: parts.length }, plan);
      let booked: Booked = { grossMinor: gross, charged, refundedMinor: 0, back: { commissionMinor: 0, feeMinor: 0 } };
      for (const part of parts) {
        const back = chargeBackOf(booked, rwf(part));
        booked = {
          ...booked,
          refundedMinor: booked.refundedMinor + part,
          back: {
            commissionMinor: booked.back.commissionMinor + back.commissionMinor,
            feeMinor: booked.back.feeMinor + back.feeMinor,
          },
        };
        expect(booked.back.commissionMinor).toBeLessThanOrEqual(charged.commissionMinor);
        expect(booked.back.feeMinor).toBeLessThanOrEqual(charged.feeMinor);
      }
      if (gross > 0) expect(booked.back).toEqual(charged);
    }),
  );
});
