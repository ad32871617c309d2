import Type from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { movableClock, newId } from '@safiri/kernel';
import { operation } from '@safiri/contracts/declaring';
import { createTestTokens } from '@safiri/testkit';
import { createHttpServer, createLog, mountRoutes, route } from '../src/index.ts';
import { answer } from './http-bed.ts';

const Caller = Type.Object({ device: Type.Union([Type.String(), Type.Null()]), address: Type.String() });
const success = { status: 200, body: Caller } as const;
const asking = operation({ ...answer, id: 'asking', path: '/asking', device: true, success });
const silent = operation({ ...answer, id: 'silent', path: '/silent', success });

let app: FastifyInstance | undefined;
afterEach(async () => await app?.close());

async function ask(
  path: string,
  given: { readonly from?: string; readonly trustProxy?: string; readonly headers?: Record<string, string> },
): Promise<unknown> {
  app = await createHttpServer({ log: createLog({ level: 'silent', service: 'qr' }), trustProxy: given.trustProxy });
  const routes = [asking, silent].map((op) =>
    route(op, async ({ deviceId, address }) => ({ device: deviceId, address })),
  );
  const { verifier } = createTestTokens(movableClock(new Date('2026-03-29T10:00:00Z')));
  await mountRoutes(app, { routes, verifier, development: true });
  const response = await app.inject({
    url: `/api/v1/qr${path}`,
    remoteAddress: given.from ?? '198.51.100.7',
    headers: given.headers ?? {},
  });
  return response.json();
}

describe('a device', () => {
  const device = newId();

  it('is told to the operations that ask for it, and to no other', async () => {
    expect(await ask('/asking', { headers: { 'safiri-device': device } })).toMatchObject({ device });
    expect(await ask('/asking', { headers: { 'safiri-device': device.toUpperCase() } })).toMatchObject({ device });
    expect(await ask('/asking', {})).toMatchObject({ device: null });
    expect(await ask('/silent', { headers: { 'safiri-device': 'anything' } })).toMatchObject({ device: null });
  });

  it('that is no UUID is refused', async () => {
    expect(await ask('/asking', { headers: { 'safiri-device': `${device}0` } })).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: '/headers/safiri-device',
    });
  });
});

describe('the address of a caller', () => {
  const headers = { 'x-forwarded-for': '192.0.2.66, 203.0.113.5' };

  it('is that of the connection, whatever the caller claims', async () => {
    expect(await ask('/silent', { headers })).toMatchObject({ address: '198.51.100.7' });
    expect(await ask('/silent', { headers, trustProxy: 'loopback' })).toMatchObject({ address: '198.51.100.7' });
  });

  it('is what a trusted proxy saw, and not what its caller claimed', async () => {
    expect(await ask('/silent', { headers, trustProxy: 'loopback', from: '127.0.0.1' })).toMatchObject({
      address: '203.0.113.5',
    });
    expect(await ask('/silent', { headers, trustProxy: '10.0.0.0/8,203.0.113.5', from: '10.1.2.3' })).toMatchObject({
      address: '192.0.2.66',
    });
  });
});
