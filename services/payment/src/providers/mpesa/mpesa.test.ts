import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { money, movableClock, systemClock, type MovableClock } from '@safiri/kernel';
import { openCallbackDoor, type CallbackDoor } from '../../../tests/callback-door.ts';
import type { CompanySimulator } from '../../../tests/company-simulator.ts';
import { mpesaSettings, startMpesaSimulator } from '../../../tests/mpesa-simulator.ts';
import type { Payment, PaymentProvider, Told } from '../payment-provider.ts';
import type { Callback } from '../provider-callback.ts';
import { provesToBeAPaymentProvider } from '../testing/provider-conformance.ts';
import { aPayment, aRefund, payerByPhone } from '../testing/provider-counter.ts';
import type { MpesaSettings } from './mpesa-settings.ts';
import { createMpesa } from './mpesa.ts';

type Taught = { handle: string | null; told: Told | null };
type World = {
  readonly mpesa: CompanySimulator;
  readonly clock: MovableClock;
  readonly driver: (changes?: Partial<MpesaSettings>) => PaymentProvider;
  readonly taught: (reference: string) => Taught;
  /** Lets time pass here and there: long enough for what was lost to be given up. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The simulator, and a door for its callbacks that keeps what they teach as the use cases do. */
async function openWorld(): Promise<World> {
  const door: CallbackDoor = await openCallbackDoor();
  const mpesa = await startMpesaSimulator();
  const clock = movableClock(systemClock.now());
  const callbackUrlOf = (about: string, reference: string): string => `${door.address}/${about}/${reference}`;
  const driver: World['driver'] = (changes = {}) =>
    createMpesa({ ...mpesaSettings(mpesa.address, door.address), ...changes }, { clock, callbackUrlOf });
  const kept = new Map<string, Taught>();
  const reader = driver();
  door.lead(async ({ url, payload, headers }) => {
    const [, about, reference] = url.split('/');
    const reading = await reader.readCallback({
      reference,
      about: aboutOf(about),
      headers,
      body: Buffer.from(payload),
      address: '127.0.0.1',
    });
    if (reading.kind !== 'heard') return 404;
    const { handle, told, reference: ours } = reading.news;
    const before = kept.get(ours) ?? { handle: null, told: null };
    kept.set(ours, { handle: before.handle ?? handle ?? null, told: { ...before.told, ...told } });
    return 200;
  });
  return {
    mpesa,
    clock,
    driver,
    taught: (reference) => kept.get(reference) ?? { handle: null, told: null },
    settle: async () => {
      clock.advanceSeconds(600);
      await mpesa.advance(600);
    },
    close: async () => {
      door.close();
      await mpesa.stop();
    },
  };
}

function aboutOf(word: string | undefined): Callback['about'] {
  return (['payment', 'refund', 'status', 'timeout'] as const).find((each) => each === word);
}

provesToBeAPaymentProvider('M-Pesa', async () => {
  const { mpesa, driver, taught, settle, close } = await openWorld();
  const next = async (operation: 'charge' | 'refund', fault: object): Promise<void> =>
    void (await mpesa.control('PUT', `faults/${operation}/everyone`, { ...fault, times: 1 }));
  const fates = {
    lost: { post: 'INTERNAL_ERROR' },
    'taken-but-not-answered': { post: 'cut-after-accepting' },
    refused: { post: 'SUBSCRIBER_LOCKED' },
    fails: { answer: '11' },
  };
  return {
    provider: driver(),
    // Discard: nothing listens on port 9.
    unreachable: driver({ baseUrl: 'http://127.0.0.1:9' }),
    payers: {
      approves: payerByPhone('+254712000000'),
      declines: payerByPhone('+254712000001'),
      silent: payerByPhone('+254712000014'),
    },
    takesReferenceOnce: false,
    amounts: [money(150_000, 'KES'), money(100, 'KES')],
    nextPayment: async (fate) => await next('charge', fates[fate]),
    nextRefund: async (fate) => await next('refund', fates[fate]),
    settle,
    taught,
    moved: async (orderReference) => await mpesa.moved(orderReference),
    close,
  };
});

describe('a prompt whose answer was lost', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => await world.close());

  const lostTo = async (phone: string): Promise<Payment> => {
    const payment = { ...aPayment(money(50_000, 'KES')), payerPhone: phone, sentAt: world.clock.now() };
    expect(await world.driver().requestPayment(payment)).toMatchObject({ kind: 'unknown' });
    await world.mpesa.quiet();
    return payment;
  };
  const knownOf = (payment: Payment): Payment => ({ ...payment, ...world.taught(payment.reference) });

  it('is found by the name that its callback tells', async () => {
    const payment = knownOf(await lostTo('+254712000016'));
    expect(payment.handle).toMatch(/^ws_CO_/);
    const state = await world.driver().queryPayment(payment);
    expect(state).toMatchObject({ kind: 'succeeded', transactionId: payment.told?.['receipt'] });
  });

  it('is found among what was paid when the callback was lost too', async () => {
    const payment = await lostTo('+254712000019');
    expect(knownOf(payment)).toEqual(payment);
    expect(await world.driver().queryPayment(payment)).toMatchObject({
      kind: 'succeeded',
      transactionId: expect.stringMatching(/^SIM/),
      amount: payment.amount,
    });
  });

  it('is sent again only when it is surely over and nothing was paid', async () => {
    await world.mpesa.control('PUT', 'faults/charge/everyone', {
      post: 'cut-after-accepting',
      answer: 'never',
      times: 1,
    });
    const payment = await lostTo('+254712345678');
    const driver = world.driver();
    expect(await driver.queryPayment(payment)).toMatchObject({ kind: 'unknown' });
    world.clock.advanceSeconds(599);
    expect(await driver.queryPayment(payment)).toMatchObject({ kind: 'unknown' });
    world.clock.advanceSeconds(1);
    expect(await driver.queryPayment(payment)).toEqual({ kind: 'not-found' });
  });

  it('stays unknown where what was paid cannot be looked through', async () => {
    const payment = await lostTo('+254712000019');
    world.clock.advanceSeconds(100_000);
    expect(await world.driver({ pulls: false }).queryPayment(payment)).toMatchObject({ kind: 'unknown' });
  });
});

describe('what M-Pesa says of a prompt', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => await world.close());

  async function asked(phone: string): Promise<Payment> {
    const payment = { ...aPayment(money(50_000, 'KES')), payerPhone: phone, sentAt: world.clock.now() };
    const outcome = await world.driver().requestPayment(payment);
    await world.mpesa.quiet();
    const handle = outcome.kind === 'accepted' ? (outcome.handle ?? null) : null;
    return { ...payment, ...world.taught(payment.reference), handle };
  }

  it.each(['4999', '500'])('open in the shape of %s is pending', async (pendingShape) => {
    await world.mpesa.control('PATCH', 'switches', { pendingShape });
    const payment = await asked(`+25471234567${pendingShape.length}`);
    expect(await world.driver().queryPayment(payment)).toEqual({ kind: 'pending' });
    await world.mpesa.control('DELETE', 'switches');
  });

  it.each([
    ['+254712000001', 'declined'],
    ['+254712000010', 'not-enough-funds'],
    ['+254712000011', 'limit-reached'],
    ['+254712000013', 'provider-error'],
    ['+254712000024', 'declined'],
  ])('%s has failed: %s', async (phone, reason) => {
    expect(await world.driver().queryPayment(await asked(phone))).toMatchObject({ kind: 'failed', reason });
  });

  it('a callback of another amount teaches no receipt, and changes nothing', async () => {
    const payment = await asked('+254712000009');
    expect(payment.told).toMatchObject({ code: '0', amountMinor: '100' });
    const state = await world.driver({ pulls: false }).queryPayment(payment);
    expect(state).toMatchObject({ kind: 'succeeded', amount: payment.amount, transactionId: payment.handle });
  });

  it('told as paid but queried as failed is unknown until what was paid is surely shown', async () => {
    const payment = await asked('+254712000001');
    const contradicted = { ...payment, told: { ...payment.told, code: '0' } };
    expect(await world.driver().queryPayment(contradicted)).toMatchObject({ kind: 'unknown' });
    world.clock.advanceSeconds(600);
    expect(await world.driver().queryPayment(contradicted)).toMatchObject({ kind: 'failed', reason: 'declined' });
    expect(await world.driver({ pulls: false }).queryPayment(contradicted)).toMatchObject({ kind: 'unknown' });
  });

  it('its query that answers an error is unknown', async () => {
    expect(await world.driver().queryPayment(await asked('+254712000027'))).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['a number of another country', { payerPhone: '+250788000000' }, 'payer-not-found'],
    ['cents', { amount: money(50_050, 'KES') }, 'provider-error'],
    ['more than is moved at once', { amount: money(25_000_100, 'KES') }, 'limit-reached'],
  ])('%s is refused without a request', async (_what, changes, reason) => {
    const payment = { ...aPayment(money(50_000, 'KES')), payerPhone: '+254712000000', ...changes };
    const provider = world.driver({ baseUrl: 'http://127.0.0.1:9' });
    expect(await provider.requestPayment(payment)).toMatchObject({ kind: 'refused', reason });
  });

  it('a token that was taken back is replaced, and the request made', async () => {
    const driver = world.driver();
    const payment = { ...aPayment(money(50_000, 'KES')), payerPhone: '+254712000000' };
    await driver.queryPayment({ ...payment, handle: 'ws_CO_1' });
    await world.mpesa.control('DELETE', 'tokens');
    expect(await driver.requestPayment(payment)).toMatchObject({ kind: 'accepted' });
  });
});

describe('refunds', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => await world.close());

  async function paid(phone = '+254712000000') {
    const payment = { ...aPayment(money(50_000, 'KES')), payerPhone: phone, sentAt: world.clock.now() };
    const outcome = await world.driver().requestPayment(payment);
    await world.mpesa.quiet();
    const handle = outcome.kind === 'accepted' ? (outcome.handle ?? null) : null;
    const known = { ...payment, ...world.taught(payment.reference), handle };
    const state = await world.driver().queryPayment(known);
    expect(state).toMatchObject({ kind: 'succeeded' });
    return { ...known, transactionId: state.kind === 'succeeded' ? state.transactionId : '' };
  }

  const outcomeOf = async (refund: ReturnType<typeof aRefund>, handle: string | null = null) => {
    for (let look = 0; look < 3; look += 1) {
      await world.mpesa.advance(1);
      const taught = world.taught(refund.reference);
      const known = { ...refund, ...taught, handle: handle ?? taught.handle };
      const state = await world.driver().queryRefund(known);
      if (state.kind !== 'pending') return state;
    }
    return { kind: 'pending' as const };
  };

  it('part of a payment is paid to the customer, once for its reference', async () => {
    const payment = await paid();
    const refund = { ...aRefund(payment), amount: money(20_000, 'KES'), sentAt: world.clock.now() };
    expect(await world.driver().requestRefund(refund)).toEqual({ kind: 'accepted', handle: refund.reference });
    expect(await world.driver().requestRefund(refund)).toMatchObject({ kind: 'accepted' });
    expect(await outcomeOf(refund)).toMatchObject({ kind: 'succeeded', amount: refund.amount });
    expect(await world.mpesa.refunds(payment.orderReference)).toMatchObject([{ amountMinor: 20_000 }]);
  });

  it('a reversal that was reversed before has given the money back', async () => {
    const payment = await paid();
    const first = { ...aRefund(payment), sentAt: world.clock.now() };
    await world.driver().requestRefund(first);
    expect(await outcomeOf(first)).toMatchObject({ kind: 'succeeded' });
    const second = { ...aRefund(payment), sentAt: world.clock.now() };
    await world.driver().requestRefund(second);
    expect(await outcomeOf(second)).toMatchObject({ kind: 'succeeded', amount: payment.amount });
    expect((await world.mpesa.moved(payment.orderReference)).refundedMinor).toBe(50_000);
  });

  it('a reversal whose answer and result were lost may be sent again after two minutes, and gives back once', async () => {
    const payment = await paid();
    await world.mpesa.control('PUT', 'faults/refund/everyone', {
      post: 'cut-after-accepting',
      callback: 'lost',
      times: 1,
    });
    const refund = { ...aRefund(payment), sentAt: world.clock.now() };
    expect(await world.driver().requestRefund(refund)).toMatchObject({ kind: 'unknown' });
    expect(await outcomeOf(refund)).toMatchObject({ kind: 'unknown' });
    world.clock.advanceSeconds(120);
    expect(await outcomeOf(refund)).toEqual({ kind: 'not-found' });
    await world.driver().requestRefund(refund);
    expect(await outcomeOf(refund)).toMatchObject({ kind: 'succeeded' });
    expect((await world.mpesa.moved(payment.orderReference)).refundedMinor).toBe(50_000);
  });

  it('all of a payment without a receipt is paid to the customer', async () => {
    const payment = await paid();
    const refund = { ...aRefund({ ...payment, transactionId: payment.handle ?? '' }), sentAt: world.clock.now() };
    await world.driver().requestRefund(refund);
    expect(await outcomeOf(refund)).toMatchObject({ kind: 'succeeded', amount: payment.amount });
  });

  it.each([
    ['+254712000030', { kind: 'failed', reason: 'provider-error' }],
    ['+254712000034', { kind: 'pending' }],
    ['+254712000035', { kind: 'succeeded' }],
  ])('%s: a refund is %j', async (phone, expected) => {
    const refund = { ...aRefund(await paid(phone)), sentAt: world.clock.now() };
    const asked = await world.driver().requestRefund(refund);
    const handle = asked.kind === 'accepted' ? (asked.handle ?? null) : null;
    expect(await outcomeOf(refund, handle)).toMatchObject(expected);
  });

  it.each([
    [money(900, 'KES'), 'limit-reached'],
    [money(20_050, 'KES'), 'provider-error'],
  ])('%j is not paid to customers', async (amount, reason) => {
    const payment = { ...aPayment(money(50_000, 'KES')), payerPhone: '+254712000000', transactionId: 'SIM0000001' };
    expect(await world.driver().requestRefund({ ...aRefund(payment), amount })).toMatchObject({
      kind: 'refused',
      reason,
    });
  });
});

describe('callbacks', () => {
  const settings = mpesaSettings('http://127.0.0.1:9', 'https://safiri.example');
  const callbackUrlOf = (): string => '';
  const read = async (payload: unknown, changes: Partial<Callback> = {}) =>
    await createMpesa(
      { ...settings, callbackSources: ['196.201.214.200'] },
      { clock: systemClock, callbackUrlOf },
    ).readCallback({
      reference: 'r',
      about: 'payment',
      headers: {},
      body: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
      address: '196.201.214.200',
      ...changes,
    });
  const said = { Body: { stkCallback: { CheckoutRequestID: 'ws_CO_1', ResultCode: '1032' } } };

  it('of their addresses are heard, with codes as text or number', async () => {
    expect(await read(said)).toEqual({
      kind: 'heard',
      news: { about: 'payment', reference: 'r', handle: 'ws_CO_1', told: { checkout: 'ws_CO_1', code: '1032' } },
    });
  });

  it('of other addresses, and without a name, are forged', async () => {
    expect(await read(said, { address: '198.51.100.7' })).toMatchObject({ kind: 'forged' });
    for (const payload of ['nonsense', [], { Body: {} }, { Body: { stkCallback: { CheckoutRequestID: {} } } }])
      expect(await read(payload)).toMatchObject({ kind: 'forged' });
    expect(await read({ Result: { ResultCode: 0 } }, { about: 'refund' })).toMatchObject({ kind: 'forged' });
  });

  it('of a time-out teach nothing, and make the refund due', async () => {
    expect(await read('', { about: 'timeout' })).toEqual({ kind: 'heard', news: { about: 'refund', reference: 'r' } });
  });
});
