import { afterEach, describe, expect, it } from 'vitest';
import type { FastifyRequest } from 'fastify';
import { newId } from '@safiri/kernel';
import { operation } from '@safiri/contracts/declaring';
import { mayActAt, route } from '../src/index.ts';
import { authenticate } from '../src/http/authenticate.ts';
import { openHttpBed, touch, type HttpBed } from './http-bed.ts';

const permission = 'seat:sell';
const everywhere = operation({ ...touch, id: 'everywhere', path: '/everywhere', who: { kind: 'staff', permission } });
const scoped = operation({
  ...touch,
  id: 'scoped',
  path: '/scoped',
  who: { kind: 'staff', permission, scoped: true },
});
const read = operation({ ...scoped, id: 'read', path: '/read', method: 'GET' });

let bed: HttpBed | undefined;
afterEach(async () => await bed?.app.close());
const station = newId();

async function knock(
  method: 'GET' | 'POST',
  path: string,
  holding: { readonly everywhere: boolean; readonly places: string[]; readonly claims?: Record<string, unknown> },
): Promise<number> {
  bed = await openHttpBed([
    route(everywhere, async () => undefined),
    route(scoped, async ({ actor }) => {
      if (!mayActAt(actor, permission, [station])) throw new Error('the door let somebody in for nothing');
      return undefined;
    }),
    route(read, async () => undefined),
  ]);
  const { claims = {}, ...reach } = holding;
  const token = await bed.tokens.staffHolding({ held: [{ permission, ...reach }], companyId: newId(), claims });
  const answer = await bed.app.inject({
    method,
    url: `/api/v1/qr${path}`,
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.statusCode;
}

describe('a permission held at some stations', () => {
  it('opens what asks where, and not what concerns the whole company', async () => {
    expect(await knock('POST', '/scoped', { everywhere: false, places: [station] })).toBe(204);
    expect(await knock('POST', '/everywhere', { everywhere: false, places: [station] })).toBe(403);
    expect(await knock('POST', '/everywhere', { everywhere: true, places: [station] })).toBe(403);
    expect(await knock('POST', '/everywhere', { everywhere: true, places: [] })).toBe(204);
  });

  it('opens nothing that changes anything to who may only look', async () => {
    const claims = { readOnly: true };
    expect(await knock('GET', '/read', { everywhere: true, places: [], claims })).toBe(204);
    expect(await knock('POST', '/scoped', { everywhere: true, places: [], claims })).toBe(403);
    expect(await knock('POST', '/everywhere', { everywhere: true, places: [], claims })).toBe(403);
  });
});

it('whoever sent a request lately is known at once, with what they may do', async () => {
  bed = await openHttpBed([]);
  const { tokens } = bed;
  const held = [{ permission, everywhere: true, places: [] }];
  const token = await tokens.staffHolding({ held, companyId: null });
  const request = { headers: { authorization: `Bearer ${token}` } } as FastifyRequest;
  const first = authenticate(request, everywhere, tokens.verifier);
  expect(first).toBeInstanceOf(Promise);
  const actor = await first;
  expect(actor).toMatchObject({ platform: true, companyId: null });
  expect(authenticate(request, everywhere, tokens.verifier)).toBe(actor);
});

it('a hash that no service knows the permissions of is nobody’s', async () => {
  bed = await openHttpBed([route(scoped, async () => undefined)]);
  const token = await bed.tokens.staffHolding({ held: [], companyId: null, claims: { roles: 'x'.repeat(43) } });
  const headers = { authorization: `Bearer ${token}` };
  expect((await bed.app.inject({ method: 'POST', url: '/api/v1/qr/scoped', headers })).statusCode).toBe(401);
});
