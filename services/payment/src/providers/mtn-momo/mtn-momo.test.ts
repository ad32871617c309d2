import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { money, movableClock, systemClock } from '@safiri/kernel';
import { createLog } from '@safiri/runtime';
import { startLyingMomo, type LyingMomo } from '../../../tests/lying-momo.ts';
import { momoCredentials, startMomoSimulator } from '../../../tests/momo-simulator.ts';
import { provesToBeAPaymentProvider } from '../testing/provider-conformance.ts';
import { aPayment, aRefund, payerByPhone } from '../testing/provider-counter.ts';
import type { PaymentProvider } from '../payment-provider.ts';
import { createMtnMomo } from './mtn-momo.ts';

const payment = () => aPayment(money(5_000, 'RWF'));
const log = createLog({ level: 'silent', service: 'payment' });

function driver(baseUrl: string, clock = systemClock): PaymentProvider {
  const settings = { ...momoCredentials, baseUrl, callbackBaseUrl: undefined, timeoutMilliseconds: 4_000 };
  return createMtnMomo(settings, { clock, log, callbackUrlOf: () => undefined });
}

provesToBeAPaymentProvider('MTN MoMo', async () => {
  const momo = await startMomoSimulator();
  const next = async (operation: 'charge' | 'refund', fault: object): Promise<void> =>
    void (await momo.control('PUT', `faults/${operation}/everyone`, { ...fault, times: 1 }));
  const fates = {
    lost: { post: 'SERVICE_UNAVAILABLE' },
    'taken-but-not-answered': { post: 'cut-after-accepting' },
    refused: { post: 'NOT_ALLOWED' },
    fails: { answer: 'NOT_ENOUGH_FUNDS' },
  };
  const sum = (booked: readonly { readonly status: string; readonly amountMinor: number }[]): number =>
    booked.filter(({ status }) => status === 'SUCCESSFUL').reduce((total, { amountMinor }) => total + amountMinor, 0);
  return {
    provider: driver(momo.address),
    // Discard: nothing listens on port 9.
    unreachable: driver('http://127.0.0.1:9'),
    payers: {
      approves: payerByPhone('+250788000000'),
      declines: payerByPhone('+250788000001'),
      silent: payerByPhone('+250788000014'),
    },
    takesReferenceOnce: true,
    amounts: [
      { amountMinor: 5_000, currency: 'RWF' },
      { amountMinor: 1, currency: 'UGX' },
      { amountMinor: 1_207, currency: 'USD' },
      { amountMinor: 5, currency: 'USD' },
    ],
    nextPayment: async (fate) => await next('charge', fates[fate]),
    nextRefund: async (fate) => await next('refund', fates[fate]),
    // A refund takes its second there.
    settle: async () => await momo.advance(1),
    moved: async (orderReference) => ({
      paidMinor: sum(await momo.charges(orderReference)),
      refundedMinor: sum(await momo.refunds(orderReference)),
    }),
    close: async () => await momo.stop(),
  };
});

describe('access tokens of MTN', () => {
  let momo: LyingMomo;
  beforeAll(async () => {
    momo = await startLyingMomo();
  });
  afterAll(() => momo.close());

  const tokensAsked = (): number => momo.asked.filter(({ path }) => path.endsWith('/token/')).length;

  it('are asked for once by everybody who needs one, with an empty body, and used until their last minute', async () => {
    const clock = movableClock(new Date('2026-05-01T08:00:00Z'));
    const provider = driver(momo.address, clock);
    await Promise.all(Array.from({ length: 10 }, async () => await provider.queryPayment(payment())));
    expect(momo.asked.filter(({ path }) => path === '/collection/token/')).toMatchObject([
      { body: '', method: 'POST' },
    ]);
    clock.advanceSeconds(3_539);
    await provider.queryPayment(payment());
    expect(tokensAsked()).toBe(1);
    clock.advanceSeconds(1);
    await provider.queryPayment(payment());
    expect(tokensAsked()).toBe(2);
    await provider.queryRefund(aRefund({ ...payment(), transactionId: 'T1' }));
    expect(momo.asked.filter(({ path }) => path === '/disbursement/token/')).toHaveLength(1);
  });

  it.each([
    ['an error', { status: 500, body: undefined }],
    ['no token', { status: 200, body: { token_type: 'access_token' } }],
  ])('%s instead of one leaves everything unknown', async (_what, answer) => {
    const usual = momo.tokenAnswer;
    momo.tokenAnswer = answer;
    expect(await driver(momo.address).queryPayment(payment())).toMatchObject({ kind: 'unknown' });
    momo.tokenAnswer = usual;
  });
});
