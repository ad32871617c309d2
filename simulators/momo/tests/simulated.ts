import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMomoSimulator, developmentSettings, type MomoSettings, type MomoSimulator } from '../src/index.ts';

/** A simulator on a folder of its own whose clock stands still until a test moves it, and a caller that speaks to it. */
export type Simulated = Caller & { folder: string; simulator: MomoSimulator; dispose(): Promise<void> };

export async function simulate(changes: Partial<MomoSettings> = {}): Promise<Simulated> {
  const folder = changes.dataFolder ?? mkdtempSync(join(tmpdir(), 'momo-'));
  const simulator = createMomoSimulator({
    ...developmentSettings,
    port: 0,
    speed: 0,
    log: 'silent',
    dataFolder: folder,
    ...changes,
  });
  const caller = await createCaller(await simulator.listen());
  return {
    ...caller,
    folder,
    simulator,
    dispose: async () => {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Answer = { status: number; text: string; json: unknown; headers: Headers };

export type Caller = Awaited<ReturnType<typeof createCaller>>;

const { apiUser, apiKey, collectionKey, disbursementKey } = developmentSettings;
export const basic = `Basic ${Buffer.from(`${apiUser}:${apiKey}`).toString('base64')}`;

type Send = (
  method: string,
  path: string,
  options?: { headers?: Record<string, string>; body?: unknown },
) => Promise<Answer>;

function createSend(address: string): Send {
  return async (method, path, options = {}) => {
    const json = options.body === undefined ? {} : { 'content-type': 'application/json' };
    const body =
      typeof options.body === 'string' || options.body === undefined ? options.body : JSON.stringify(options.body);
    const response = await fetch(address + path, {
      method,
      redirect: 'manual',
      headers: { ...json, ...options.headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      json: text.startsWith('{') ? JSON.parse(text) : undefined,
      headers: response.headers,
    };
  };
}

/** Speaks MTN's wire format and the control API, with the development credentials. */
export async function createCaller(address: string) {
  const send = createSend(address);

  async function headersFor(product: 'collection' | 'disbursement'): Promise<Record<string, string>> {
    const key = product === 'collection' ? collectionKey : disbursementKey;
    const answer = await send('POST', `/${product}/token/`, {
      headers: { authorization: basic, 'ocp-apim-subscription-key': key },
    });
    return {
      authorization: `Bearer ${String(member(answer.json, 'access_token'))}`,
      'ocp-apim-subscription-key': key,
      'x-target-environment': developmentSettings.targetEnvironment,
    };
  }

  const collection = await headersFor('collection');
  const disbursement = await headersFor('disbursement');

  return {
    address,
    send,
    headersFor,
    collection,
    disbursement,
    control: (method: string, path: string, body?: unknown) => send(method, `/control/${path}`, { body }),
    /** Moves the clock and waits until what became due has happened, callbacks included. */
    advance: (seconds: number) => send('POST', '/control/clock/advance', { body: { seconds } }),
    quiet: () => send('POST', '/control/quiet'),
    charge: (number: string, changes: ChargeChanges = {}) => {
      const { referenceId = randomUUID(), callbackUrl, headers = {}, ...body } = changes;
      const callback = callbackUrl === undefined ? {} : { 'x-callback-url': callbackUrl };
      return send('POST', '/collection/v1_0/requesttopay', {
        headers: { ...collection, 'x-reference-id': referenceId, ...callback, ...headers },
        body: { ...chargeBody(number), ...body },
      });
    },
    status: (referenceId: string) =>
      send('GET', `/collection/v1_0/requesttopay/${referenceId}`, { headers: collection }),
    refund: (chargeId: string, amount: string, referenceId: string = randomUUID()) =>
      send('POST', '/disbursement/v1_0/refund', {
        headers: { ...disbursement, 'x-reference-id': referenceId },
        body: {
          amount,
          currency: 'RWF',
          externalId: 'RF-1',
          payerMessage: 'Refund',
          payeeNote: 'RF-1',
          referenceIdToRefund: chargeId,
        },
      }),
    refundStatus: (referenceId: string) =>
      send('GET', `/disbursement/v1_0/refund/${referenceId}`, { headers: disbursement }),
  };
}

type ChargeChanges = {
  referenceId?: string;
  callbackUrl?: string;
  headers?: Record<string, string>;
  amount?: string;
  currency?: string;
  externalId?: string;
};

export function chargeBody(number: string) {
  return {
    amount: '5000',
    currency: 'RWF',
    externalId: 'BK-2026-000123',
    payer: { partyIdType: 'MSISDN', partyId: number },
    payerMessage: 'Kigali to Huye seat 4A',
    payeeNote: 'BK-2026-000123',
  };
}

/** A member of an object that came over the wire. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

export type Heard = { method: string; path: string; body: unknown };

/** A merchant's callback address that writes down what it hears and answers what it is told to, in turn; then 200. */
export async function listenForCallbacks(statuses: number[] = []) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      heard.push({ method: request.method ?? '', path: request.url ?? '', body: JSON.parse(text) });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { heard, url: `http://localhost:${port}/callbacks/momo`, close: () => server.close() };
}
