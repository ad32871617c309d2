import { randomUUID } from 'node:crypto';
import { createControl, createSend, member, openForTest, type Answer } from '@safiri/simulator-kit/testing';
import { createCardSimulator, developmentSettings, type CardSettings } from '../src/index.ts';

export type Simulated = Awaited<ReturnType<typeof simulate>>;

/** A simulator whose clock stands still until a test moves it, and a merchant and cardholders that speak to it. */
export async function simulate(changes: Partial<CardSettings> = {}) {
  const opened = await openForTest(
    (forTest) => createCardSimulator({ ...developmentSettings, ...forTest, ...changes }),
    changes.dataFolder,
  );
  const send = createSend(opened.address);
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    await send(method, path, {
      headers: {
        authorization: `Bearer ${developmentSettings.secretKey}`,
        'idempotency-key': options.key ?? randomUUID(),
        ...options.headers,
      },
      body: method === 'GET' ? undefined : (options.body ?? {}),
    });
  const open = async (options: CallOptions = {}): Promise<Answer> =>
    await call('POST', '/v1/payments', { body: paymentBody(), ...options });
  return {
    ...opened,
    ...createControl(send),
    send,
    call,
    open,
    /** A payment that waits for a card, by its id. */
    payment: async (): Promise<string> => String(member((await open()).json, 'id')),
    get: async (paymentId: string): Promise<Answer> => await call('GET', `/v1/payments/${paymentId}`),
    /** A form of the pages is sent. */
    submit: async (path: string, fields: Record<string, string>): Promise<Answer> =>
      await send('POST', path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: opened.address },
        body: new URLSearchParams(fields).toString(),
      }),
    type: async (paymentId: string, number: string): Promise<Answer> =>
      await send('POST', `/pay/${paymentId}/card`, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: opened.address },
        body: new URLSearchParams({ number, expires: '12/60', code: '123' }).toString(),
      }),
  };
}

type CallOptions = { key?: string; headers?: Record<string, string>; body?: unknown };

export function paymentBody(changes: object = {}) {
  return {
    amount: 145_000,
    currency: 'KES',
    description: 'Bus ticket BK-1',
    return_url: 'https://shop.example/orders/1',
    metadata: { payment_id: 'p-1', order_reference: 'BK-1' },
    ...changes,
  };
}

/** The code of a refusal. */
export function codeOf(answer: Answer): string {
  return `${answer.status} ${String(member(member(answer.json, 'error'), 'code'))}`;
}
