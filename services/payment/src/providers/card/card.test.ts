import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { movableClock, systemClock } from '@safiri/kernel';
import { cardSettings, startCardSimulator, visitCardPage } from '../../../tests/card-simulator.ts';
import { provesToBeAPaymentProvider } from '../testing/provider-conformance.ts';
import type { Payer } from '../testing/provider-counter.ts';
import { createCard } from './card.ts';
import { readWebhook } from './webhook.ts';

const cardholder = (number: string): Payer => ({
  phone: null,
  visit: async (approveUrl) => void (await visitCardPage(approveUrl, number)),
});

provesToBeAPaymentProvider('Cards', async () => {
  const acquirer = await startCardSimulator();
  const next = async (operation: 'order' | 'refund', fault: object): Promise<void> =>
    void (await acquirer.control('PUT', `faults/${operation}/everyone`, { ...fault, times: 1 }));
  const fates = {
    lost: { post: 'service_unavailable' },
    'taken-but-not-answered': { post: 'cut-after-accepting' },
    refused: { post: 'account_restricted' },
    fails: { answer: 'refund_failed' },
  };
  return {
    provider: createCard(cardSettings(acquirer.address), { clock: systemClock }),
    // Discard: nothing listens on port 9.
    unreachable: createCard(cardSettings('http://127.0.0.1:9'), { clock: systemClock }),
    payers: {
      approves: cardholder('4242424242424242'),
      declines: cardholder('4000000000000002'),
      silent: { phone: null, visit: async () => undefined },
    },
    takesReferenceOnce: true,
    amounts: [
      { amountMinor: 145_000, currency: 'KES' },
      { amountMinor: 5_000, currency: 'RWF' },
      { amountMinor: 5, currency: 'USD' },
    ],
    nextPayment: async (fate) => await next('order', fates[fate]),
    nextRefund: async (fate) => await next('refund', fates[fate]),
    // A refund takes its second there.
    settle: async () => await acquirer.advance(1),
    moved: async (orderReference) => await acquirer.moved(orderReference),
    close: async () => await acquirer.stop(),
  };
});

describe('a webhook of the acquirer', () => {
  const at = 1_800_000_000;
  const secret = 'secret';
  const reference = '0b7e9d52-6a4f-4c1e-9a35-5d2f0c4e8b11';
  const genuine = JSON.stringify({
    type: 'payment.succeeded',
    data: { object: { id: 'pay_1', metadata: { payment_id: reference } } },
  });
  const signature = createHmac('sha256', secret).update(`${at}.${genuine}`).digest('hex');

  function read(changes: { body?: string; header?: string; secret?: string | undefined; later?: number } = {}) {
    const callback = {
      reference: undefined,
      headers: { 'acquirer-signature': changes.header ?? `t=${at},v1=${signature}` },
      body: Buffer.from(changes.body ?? genuine),
      address: '127.0.0.1',
    };
    const clock = movableClock(new Date((at + (changes.later ?? 0)) * 1000));
    return readWebhook(callback, 'secret' in changes ? changes.secret : secret, clock);
  }

  it('that was signed with our secret just now is heard', () => {
    const news = { about: 'payment', reference, handle: 'pay_1' };
    expect(read()).toEqual({ kind: 'heard', news });
    expect(read({ later: 299 })).toEqual({ kind: 'heard', news });
  });

  it.each([
    ['of which a byte was changed', { body: genuine.replace('succeeded', 'failed') }],
    ['with another secret', { secret: 'another' }],
    ['while none is registered', { secret: undefined }],
    ['without a signature', { header: '' }],
    ['from a recording', { later: 301 }],
    ['from the future', { later: -301 }],
  ])('%s is forged', (_what, changes) => {
    expect(read(changes)).toMatchObject({ kind: 'forged' });
  });
});
