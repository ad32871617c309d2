import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movableClock, systemClock } from '@safiri/kernel';
import type { CompanySimulator } from '../../../tests/company-simulator.ts';
import { paypalSettings, startPaypalSimulator, visitPaypal } from '../../../tests/paypal-simulator.ts';
import { provesToBeAPaymentProvider } from '../testing/provider-conformance.ts';
import { aPayment, type Payer } from '../testing/provider-counter.ts';
import { createPaypal } from './paypal.ts';

const buyer = (address: string): Payer => ({
  phone: null,
  visit: async (approveUrl) => void (await visitPaypal(approveUrl, address)),
});

provesToBeAPaymentProvider('PayPal', async () => {
  const paypal = await startPaypalSimulator();
  const next = async (operation: 'order' | 'refund', fault: object): Promise<void> =>
    void (await paypal.control('PUT', `faults/${operation}/everyone`, { ...fault, times: 1 }));
  const fates = {
    lost: { post: 'SERVICE_UNAVAILABLE' },
    'taken-but-not-answered': { post: 'cut-after-accepting' },
    refused: { post: 'PAYEE_ACCOUNT_RESTRICTED' },
    fails: { answer: 'FAILED' },
  };
  return {
    provider: createPaypal(paypalSettings(paypal.address), { clock: systemClock }),
    // Discard: nothing listens on port 9.
    unreachable: createPaypal(paypalSettings('http://127.0.0.1:9'), { clock: systemClock }),
    payers: {
      approves: buyer('buyer@example.com'),
      declines: buyer('declined@example.com'),
      silent: { phone: null, visit: async () => undefined },
    },
    takesReferenceOnce: true,
    amounts: [
      { amountMinor: 1_207, currency: 'USD' },
      { amountMinor: 5, currency: 'EUR' },
      { amountMinor: 900, currency: 'JPY' },
    ],
    nextPayment: async (fate) => await next('order', fates[fate]),
    nextRefund: async (fate) => await next('refund', fates[fate]),
    settle: async () => await paypal.quiet(),
    moved: async (orderReference) => await paypal.moved(orderReference),
    close: async () => await paypal.stop(),
  };
});

describe('an order that the buyer approved', () => {
  let paypal: CompanySimulator;
  beforeAll(async () => {
    paypal = await startPaypalSimulator();
  });
  afterAll(async () => await paypal.stop());

  async function approved() {
    const clock = movableClock(systemClock.now());
    const provider = createPaypal(paypalSettings(paypal.address), { clock });
    const payment = { ...aPayment({ amountMinor: 100, currency: 'USD' }), sentAt: clock.now() };
    const created = await provider.requestPayment(payment);
    if (created.kind !== 'accepted') throw new Error(created.detail);
    await visitPaypal(created.approveUrl ?? '', 'buyer@example.com');
    return { clock, provider, payment: { ...payment, handle: created.handle ?? null } };
  }

  it('and then gave up is never captured, and over when no capture can be on its way', async () => {
    const { clock, provider, payment } = await approved();
    const givenUp = { ...payment, givenUpAt: clock.now() };
    expect(await provider.queryPayment(givenUp)).toEqual({ kind: 'pending' });
    clock.advanceSeconds(120);
    expect(await provider.queryPayment(givenUp)).toMatchObject({ kind: 'failed', reason: 'declined' });
    expect((await paypal.moved(payment.orderReference)).paidMinor).toBe(0);
  });

  it('too late is not captured either', async () => {
    const { clock, provider, payment } = await approved();
    clock.advanceSeconds(600);
    expect(await provider.queryPayment(payment)).toEqual({ kind: 'pending' });
    clock.advanceSeconds(120);
    expect(await provider.queryPayment(payment)).toMatchObject({ kind: 'failed', reason: 'expired' });
    expect((await paypal.moved(payment.orderReference)).paidMinor).toBe(0);
  });

  it('too late is forgotten by PayPal, which ends it, but not while a capture may be on its way', async () => {
    const { clock, provider, payment } = await approved();
    await paypal.advance(3 * 3_600 + 1);
    expect(await provider.queryPayment(payment)).toMatchObject({ kind: 'unknown' });
    clock.advanceSeconds(720);
    expect(await provider.queryPayment(payment)).toMatchObject({ kind: 'failed', reason: 'expired' });
    expect(await paypal.moved(payment.orderReference)).toEqual({ paidMinor: 0, refundedMinor: 0 });
  });

  it('of which a capture was cut off is found captured, once', async () => {
    const { provider, payment } = await approved();
    await paypal.control('PUT', 'faults/charge/everyone', { post: 'cut-after-accepting', times: 1 });
    expect(await provider.queryPayment(payment)).toMatchObject({ kind: 'unknown' });
    expect(await provider.queryPayment(payment)).toMatchObject({ kind: 'succeeded' });
    expect((await paypal.moved(payment.orderReference)).paidMinor).toBe(100);
  });

  it('in two processes at once is captured once', async () => {
    const { provider, payment } = await approved();
    const states = await Promise.all([provider.queryPayment(payment), provider.queryPayment(payment)]);
    expect(states.map(({ kind }) => kind)).toContain('succeeded');
    expect(await provider.queryPayment(payment)).toMatchObject({ kind: 'succeeded' });
    expect((await paypal.moved(payment.orderReference)).paidMinor).toBe(100);
  });
});
