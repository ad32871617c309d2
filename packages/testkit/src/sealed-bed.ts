import type { AddressInfo } from 'node:net';
import { CompactEncrypt, importJWK, type CompactJWEHeaderParameters } from 'jose';
import Type from 'typebox';
import { createClient, type Client, type ClientOptions } from '@safiri/client';
import { operation, pathOf, sealingKeysOf, sealingRefusals, type SealingKey } from '@safiri/contracts';
import { DomainError, newId, type Clock } from '@safiri/kernel';
import {
  createSealing,
  openedBodiesCleaning,
  route,
  sealingKeysRoute,
  type Database,
  type Service,
} from '@safiri/runtime';
import type { Testbed } from './testbed.ts';

const Secret = Type.String({ maxLength: 200_000 });
const declared = {
  service: 'auth',
  method: 'POST',
  who: { kind: 'anyone' },
  summary: 'For tests of sealed bodies',
  params: Type.Object({ place: Type.String({ maxLength: 20 }) }),
  body: Type.Object({ secret: Secret }),
  success: { status: 200, body: Type.Object({ heard: Secret }) },
} as const;

export const mustBeSealed = operation({
  ...declared,
  id: 'mustBeSealed',
  path: '/must/:place',
  sealed: 'required',
  refusals: { ...sealingRefusals, NOT_THAT: 409 },
});
export const mayBeSealed = operation({
  ...declared,
  id: 'mayBeSealed',
  path: '/may/:place',
  sealed: 'allowed',
  refusals: { ...sealingRefusals },
});
export const neverSealed = operation({ ...declared, id: 'neverSealed', path: '/never/:place', refusals: {} });
const publishedKeys = sealingKeysOf('auth');

export const keyEncryptionKey = Buffer.alloc(32, 5).toString('base64');

/** A process that takes sealed bodies, and says what it heard. */
export function hearing(parts: {
  readonly db: Database;
  readonly clock: Clock;
  readonly encryption?: 'on' | 'off';
  readonly generation?: number;
}): Service & { readonly heard: string[] } {
  const config = {
    KEY_ENCRYPTION_KEY: keyEncryptionKey,
    PAYLOAD_ENCRYPTION: parts.encryption ?? 'on',
    PAYLOAD_KEY_GENERATION: parts.generation ?? 1,
  };
  const sealing = createSealing('auth', { ...parts, config });
  const heard: string[] = [];
  const hear = async ({ body }: { readonly body: { readonly secret: string } }): Promise<{ heard: string }> => {
    if (body.secret === 'no') throw new DomainError('NOT_THAT', 'Not that one.');
    heard.push(body.secret);
    return { heard: `heard ${body.secret}` };
  };
  return {
    name: 'auth',
    db: parts.db,
    sealing,
    routes: [
      route(mustBeSealed, hear),
      route(mayBeSealed, hear),
      route(neverSealed, hear),
      sealingKeysRoute(publishedKeys, { sealing, clock: parts.clock }),
    ],
    consumers: [],
    jobs: [openedBodiesCleaning(parts.db)],
    heard,
  };
}

export type Process = {
  readonly url: string;
  readonly heard: readonly string[];
  readonly service: Service;
  client(options?: Partial<ClientOptions>): Client;
  keys(): Promise<readonly SealingKey[]>;
};

export async function startProcess(
  bed: Testbed,
  options: Omit<Parameters<typeof hearing>[0], 'db' | 'clock'> = {},
): Promise<Process> {
  const service = hearing({ db: bed.connectAs('auth'), clock: bed.deps.clock, ...options });
  const { app } = await bed.serve(service);
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    heard: service.heard,
    service,
    client: (given = {}) => createClient({ baseUrl: url, ...given }),
    keys: async () => {
      const answer = await createClient({ baseUrl: url })(publishedKeys, {});
      return answer.ok ? answer.value.keys : [];
    },
  };
}

export const replyPoint = {
  kty: 'EC',
  crv: 'P-256',
  x: 'weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ',
  y: 'e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck',
} as const;

/** What a client puts into a sealed body for `mustBeSealed` at "here". */
export function contentAt(now: Date, secret: string): Record<string, unknown> {
  const address = pathOf(mustBeSealed).replace(':place', 'here');
  const iat = Math.floor(now.getTime() / 1000);
  return { jti: newId(), iat, method: 'POST', address, replyKey: replyPoint, body: { secret } };
}

/** Sealed by the library, and not by our client: as anybody may. */
export async function sealRaw(
  content: unknown,
  key: Pick<SealingKey, 'kty' | 'crv' | 'x' | 'y' | 'kid'>,
  header: Partial<CompactJWEHeaderParameters> = {},
): Promise<string> {
  const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
  return await new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid, ...header })
    .encrypt(await importJWK(key, 'ECDH-ES'));
}

export type Posted = { readonly status: number; readonly code: unknown; readonly mediaType: string | null };

/** Posts a text as a sealed body. */
export async function post(url: string, sealed: string, path = pathOf(mustBeSealed)): Promise<Posted> {
  const response = await fetch(`${url}${path.replace(':place', 'here')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/jose' },
    body: sealed,
  });
  const mediaType = response.headers.get('content-type');
  const text = await response.text();
  const code = mediaType?.startsWith('application/problem+json') === true ? JSON.parse(text).code : undefined;
  return { status: response.status, code, mediaType };
}
