import { createCipheriv, createPublicKey, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { pathOf, type SealingKey } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { contentAt, neverSealed, post, replyPoint, sealRaw, startProcess, type Process } from './sealed-bed.ts';
import { openTestbed, type Testbed } from './testbed.ts';

let bed: Testbed;
let one: Process;
let other: Process;
let key: SealingKey;
const startAt = systemClock.now();
const content = (secret: string): Record<string, unknown> => contentAt(bed.deps.clock.now(), secret);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

beforeAll(async () => {
  bed = await openTestbed({ service: 'auth', postgres: inject('postgres'), startAt });
  one = await startProcess(bed);
  other = await startProcess(bed);
});
afterAll(async () => await bed.close());
beforeEach(async () => {
  bed.deps.clock.set(startAt);
  const [current] = await one.keys();
  if (current === undefined) throw new Error('no key is published');
  key = current;
});

describe('a sealed body', () => {
  it('of the library is opened, and answered by what only the caller can read', async () => {
    expect(await post(one.url, await sealRaw(content('by the library'), key))).toMatchObject({
      status: 200,
      mediaType: 'application/jose',
    });
    expect(one.heard).toContain('by the library');
  });

  it('is refused once any part of it was touched, and by a code that tells nothing', async () => {
    const sealed = await sealRaw(content('touched'), key);
    const parts = sealed.split('.');
    const touched = [2, 3, 4].map((index) =>
      parts.map((text, at) => (at === index ? flipFirst(text) : text)).join('.'),
    );
    const rearranged = [`${sealed}.`, sealed.slice(0, -4), parts.slice(1).join('.'), '', '.', '....', '{}'];
    const header = JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString());
    const reheaded = [
      part({ ...header, epk: replyPoint }),
      part({ ...header, epk: { ...header.epk, y: header.epk.x } }),
    ].map((head) => [head, ...parts.slice(1)].join('.'));
    for (const body of [...touched, ...rearranged, ...reheaded])
      expect(await post(one.url, body)).toMatchObject({ status: 400, code: 'SEALED_BODY_INVALID' });
    expect(one.heard).not.toContain('touched');
  });

  it('that holds what is no request of ours is refused', async () => {
    const good = content('unfit');
    const unfit: unknown[] = [
      Buffer.from('no JSON'),
      Buffer.from([0x22, 0xff, 0x22]),
      Buffer.from(''),
      [],
      null,
      {},
      ...Object.keys(good)
        .filter((member) => member !== 'body')
        .map((member) => ({ ...good, [member]: undefined })),
      { ...good, jti: 'short' },
      { ...good, iat: 1.5 },
      { ...good, replyKey: { ...replyPoint, y: replyPoint.x } },
      { ...good, replyKey: { ...replyPoint, crv: 'P-384' } },
    ];
    for (const each of unfit)
      expect(await post(one.url, await sealRaw(each, key))).toMatchObject({ status: 400, code: 'SEALED_BODY_INVALID' });
    expect(one.heard).not.toContain('unfit');
  });

  it('that was sealed for another operation, place or method is refused', async () => {
    const good = content('elsewhere');
    for (const changed of [
      { method: 'PUT' },
      { address: '/api/v1/auth/may/here' },
      { address: `${String(good['address'])}?a=1` },
    ])
      expect(await post(one.url, await sealRaw({ ...good, ...changed }, key))).toMatchObject({
        code: 'SEALED_BODY_INVALID',
      });
    const path = '/api/v1/auth/may/here';
    expect(await post(one.url, await sealRaw(good, key), path)).toMatchObject({ code: 'SEALED_BODY_INVALID' });
    expect(one.heard).not.toContain('elsewhere');
  });

  it.each([
    [-241, 'SEALED_BODY_STALE'],
    [61, 'SEALED_BODY_STALE'],
    [-239, undefined],
    [59, undefined],
  ])('that was sealed %i seconds from now is answered %s', async (seconds, code) => {
    const good = content('at its time');
    const iat = Number(good['iat']) + seconds;
    bed.deps.clock.set(new Date(Math.floor(startAt.getTime() / 1000) * 1000));
    expect((await post(one.url, await sealRaw({ ...good, iat }, key))).code).toBe(code);
  });

  it('larger than an operation takes is refused unread', async () => {
    const sealed = await sealRaw(content('x'.repeat(128 * 1024)), key);
    expect(await post(one.url, sealed)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it('is no body of an operation that does not take one', async () => {
    const sealed = await sealRaw(content('not here'), key);
    expect(await post(one.url, sealed, pathOf(neverSealed))).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it('of which the content does not fit the contract is refused like any other, sealed', async () => {
    const sealed = await sealRaw({ ...content('x'), body: { secret: 1 } }, key);
    expect(await post(one.url, sealed)).toMatchObject({ status: 422, mediaType: 'application/jose' });
  });
});

describe('another algorithm than ours is refused:', () => {
  const nonce = randomBytes(12);
  const encrypted = (header: object, contentKey: Buffer, plain: Buffer): [string, string, string] => {
    const head = part(header);
    const cipher = createCipheriv('aes-256-gcm', contentKey, nonce).setAAD(Buffer.from(head));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64url');
    return [head, body, cipher.getAuthTag().toString('base64url')];
  };
  const compact = ([head, body, tag]: [string, string, string], contentKey = ''): string =>
    [head, contentKey, nonce.toString('base64url'), body, tag].join('.');
  const plain = (): Buffer => Buffer.from(JSON.stringify(content('confused')));

  it('"dir", with our public key as the secret', async () => {
    const shared = Buffer.from(key.x, 'base64url');
    const sealed = compact(encrypted({ alg: 'dir', enc: 'A256GCM', kid: key.kid }, shared, plain()));
    expect(await post(one.url, sealed)).toMatchObject({ code: 'SEALED_BODY_INVALID' });
  });

  it('RSA1_5 and RSA-OAEP', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const contentKey = randomBytes(32);
    const wrapped = publicEncrypt(createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })), contentKey);
    for (const alg of ['RSA1_5', 'RSA-OAEP']) {
      const sealed = compact(
        encrypted({ alg, enc: 'A256GCM', kid: key.kid }, contentKey, plain()),
        wrapped.toString('base64url'),
      );
      expect(await post(one.url, sealed)).toMatchObject({ code: 'SEALED_BODY_INVALID' });
    }
  });

  it('none at all', async () => {
    for (const alg of ['none', '', null, ['ECDH-ES']])
      expect(
        await post(one.url, `${part({ alg, enc: 'A256GCM', kid: key.kid })}..x.${part(content('x'))}.`),
      ).toMatchObject({
        code: 'SEALED_BODY_INVALID',
      });
  });

  it.each([{ enc: 'A128GCM' }, { enc: 'A256CBC-HS512' }, { alg: 'ECDH-ES+A256KW' }])('%j', async (header) => {
    expect(await post(one.url, await sealRaw(content('confused'), key, header))).toMatchObject({
      code: 'SEALED_BODY_INVALID',
    });
  });

  it('compression, whatever it would grow to', async () => {
    const bomb = deflateRawSync(Buffer.alloc(20_000_000));
    const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid, epk: replyPoint, zip: 'DEF' };
    const sealed = compact(encrypted(header, randomBytes(32), bomb));
    expect(await post(one.url, sealed)).toMatchObject({ code: 'SEALED_BODY_INVALID' });
  });

  it('headers that ask for more than we know', async () => {
    expect(await post(one.url, await sealRaw(content('x'), key, { typ: 'x' }))).toMatchObject({
      code: 'SEALED_BODY_INVALID',
    });
  });
});

describe('a body that was sent before', () => {
  it('is refused by the process that opened it and by every other one', async () => {
    const sealed = await sealRaw(content('captured'), key);
    expect(await post(one.url, sealed)).toMatchObject({ status: 200 });
    for (const { url } of [one, other])
      expect(await post(url, sealed)).toMatchObject({ status: 409, code: 'SEALED_BODY_REPLAYED' });
    expect([...one.heard, ...other.heard].filter((secret) => secret === 'captured')).toHaveLength(1);
  });

  it('ten times at once through two processes is heard once', async () => {
    const sealed = await sealRaw(content('raced'), key);
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => await post(n % 2 === 0 ? one.url : other.url, sealed)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'SEALED_BODY_REPLAYED')).toHaveLength(9);
  });

  it('is forgotten long after it is too old, and the rest is not', async () => {
    const sealed = await sealRaw(content('old'), key);
    expect(await post(one.url, sealed)).toMatchObject({ status: 200 });
    await bed.admin(`update auth.opened_bodies set opened_at = now() - interval '61 minutes'`);
    const recent = await sealRaw(content('recent'), key);
    await post(one.url, recent);
    for (const job of one.service.jobs) while (await job.run());
    expect(await bed.admin('select jti from auth.opened_bodies')).toHaveLength(1);
    expect(await post(one.url, recent)).toMatchObject({ code: 'SEALED_BODY_REPLAYED' });
    bed.deps.clock.set(new Date(startAt.getTime() + 3_600_000));
    expect(await post(one.url, sealed)).toMatchObject({ code: 'SEALED_BODY_STALE' });
  });
});

function flipFirst(text: string): string {
  return `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
}
