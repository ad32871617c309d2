import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movableClock, systemClock } from '@safiri/kernel';
import { openCallbackDoor } from '../../../tests/callback-door.ts';
import { paypalSettings, startPaypalSimulator, visitPaypal } from '../../../tests/paypal-simulator.ts';
import type { Callback } from '../provider-callback.ts';
import { aPayment } from '../testing/provider-counter.ts';
import { createPaypal } from './paypal.ts';
import { createSignatureCheck } from './webhook-signature.ts';

/** A webhook as a simulated PayPal sent it, and what judges it. */
let webhook: Callback;
let settings: ReturnType<typeof paypalSettings>;
let stop: () => Promise<void>;

beforeAll(async () => {
  const door = await openCallbackDoor();
  const heard = new Promise<Callback>((resolve) => {
    door.lead(async ({ headers, payload }) => {
      resolve({ reference: undefined, headers, body: Buffer.from(payload), address: '127.0.0.1' });
      return 200;
    });
  });
  const paypal = await startPaypalSimulator(`${door.address}/webhooks`);
  settings = paypalSettings(paypal.address);
  const provider = createPaypal(settings, { clock: systemClock });
  const created = await provider.requestPayment(aPayment({ amountMinor: 100, currency: 'USD' }));
  await visitPaypal(created.kind === 'accepted' ? (created.approveUrl ?? '') : '', 'buyer@example.com');
  webhook = await heard;
  stop = async () => {
    door.close();
    await paypal.stop();
  };
});
afterAll(async () => await stop());

async function judge(changes: Partial<Callback> = {}, headers: Record<string, string | undefined> = {}) {
  const check = createSignatureCheck(settings, systemClock);
  return (await check({ ...webhook, ...changes, headers: { ...webhook.headers, ...headers } })).kind;
}

describe('a webhook', () => {
  it('that PayPal signed for our registration is genuine', async () => {
    expect(await judge()).toBe('genuine');
  });

  it('of which a byte was changed is forged', async () => {
    const body = Buffer.from(Buffer.from(webhook.body).toString('utf8').replace('"1.00"', '"2.00"'));
    expect(body).not.toEqual(webhook.body);
    expect(await judge({ body })).toBe('forged');
  });

  it.each([
    ['for another registration', async () => (settings = { ...settings, webhookId: 'ANOTHER' })],
    ['while none is registered', async () => (settings = { ...settings, webhookId: undefined })],
  ])('%s is forged', async (_what, change) => {
    const before = settings;
    await change();
    expect(await judge()).toBe('forged');
    settings = before;
  });

  it.each([
    ['another transmission', { 'paypal-transmission-id': 'another' }],
    ['another time', { 'paypal-transmission-time': '2020-01-01T00:00:00Z' }],
    ['no signature', { 'paypal-transmission-sig': undefined }],
    ['another algorithm', { 'paypal-auth-algo': 'SHA1withRSA' }],
    ['a certificate from elsewhere', { 'paypal-cert-url': 'https://evil.example/v1/notifications/certs/CERT-1' }],
    ['a host that only ends alike', { 'paypal-cert-url': 'https://evilpaypal.com/v1/notifications/certs/CERT-1' }],
    ['a file that anybody may have put there', { 'paypal-cert-url': 'https://www.paypal.com/uploads/CERT-1' }],
    ['a certificate without TLS', { 'paypal-cert-url': 'http://api.paypal.com/v1/notifications/certs/CERT-1' }],
  ])('with %s is forged', async (_what, headers) => {
    expect(await judge({}, headers)).toBe('forged');
  });

  it('whose certificate cannot be had is unclear, and may come again', async () => {
    const url = `${settings.baseUrl}/v1/notifications/certs/CERT-UNKNOWN`;
    expect(await judge({}, { 'paypal-cert-url': url })).toBe('unclear');
  });

  it('whose certificate is out of its time is forged', async () => {
    const check = createSignatureCheck(settings, movableClock(new Date('2100-01-01T00:00:00Z')));
    expect((await check(webhook)).kind).toBe('forged');
  });
});
