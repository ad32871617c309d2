import { randomUUID } from 'node:crypto';
import { createControl, createSend, member, openForTest, type Answer } from '@safiri/simulator-kit/testing';
import { createPaypalSimulator, developmentSettings, type PaypalSettings } from '../src/index.ts';

export type Simulated = Awaited<ReturnType<typeof simulate>>;

/** A simulator whose clock stands still until a test moves it, and a merchant and buyers that speak to it. */
export async function simulate(changes: Partial<PaypalSettings> = {}) {
  const opened = await openForTest(
    (forTest) => createPaypalSimulator({ ...developmentSettings, ...forTest, ...changes }),
    changes.dataFolder,
  );
  const send = createSend(opened.address);
  const { clientId, clientSecret } = developmentSettings;
  const askToken = async (secret = clientSecret): Promise<Answer> =>
    await send('POST', '/v1/oauth2/token', {
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
  const token = String(member((await askToken()).json, 'access_token'));
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    await send(method, path, {
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'paypal-request-id': options.requestId ?? randomUUID(),
        prefer: 'return=representation',
        ...options.headers,
      },
      body: method === 'GET' ? undefined : JSON.stringify(options.body ?? {}),
    });
  const create = async (options: CallOptions = {}): Promise<Answer> =>
    await call('POST', '/v2/checkout/orders', { body: orderBody(), ...options });
  return {
    ...opened,
    ...createControl(send),
    send,
    call,
    create,
    askToken,
    /** An order that exists, by its id. */
    order: async (): Promise<string> => String(member((await create()).json, 'id')),
    capture: async (orderId: string, options: CallOptions = {}): Promise<Answer> =>
      await call('POST', `/v2/checkout/orders/${orderId}/capture`, options),
    /** The buyer presses a button of the page. */
    press: async (orderId: string, button: 'approve' | 'cancel', buyer = 'buyer@example.com'): Promise<Answer> =>
      await send('POST', `/checkoutnow/${orderId}/${button}`, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: opened.address },
        body: new URLSearchParams({ buyer }).toString(),
      }),
  };
}

type CallOptions = { requestId?: string; headers?: Record<string, string>; body?: unknown };

export function orderBody(value = '12.50', currency = 'USD') {
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        reference_id: 'BK-1',
        custom_id: 'pay-1',
        description: 'Bus ticket BK-1',
        amount: { currency_code: currency, value },
      },
    ],
    payment_source: {
      paypal: {
        experience_context: { return_url: 'https://shop.example/return', cancel_url: 'https://shop.example/cancel' },
      },
    },
  };
}

/** The first capture of an order as it was answered. */
export function captureOf(answer: Answer): unknown {
  const units = member(answer.json, 'purchase_units');
  const captures = member(member(Array.isArray(units) ? units[0] : undefined, 'payments'), 'captures');
  return Array.isArray(captures) ? captures[0] : undefined;
}

/** The issue of a refusal. */
export function issueOf(answer: Answer): string {
  const details = member(answer.json, 'details');
  return `${answer.status} ${String(member(Array.isArray(details) ? details[0] : undefined, 'issue'))}`;
}
