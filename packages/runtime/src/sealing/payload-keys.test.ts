import { createCipheriv } from 'node:crypto';
import { compactDecrypt, importJWK } from 'jose';
import { expect, it } from 'vitest';
import { createPayloadKeys } from './payload-keys.ts';

const secret = Buffer.alloc(32, 7).toString('base64');
const day = 86_400_000;
const now = new Date('2026-05-05T12:00:00Z');
const after = (days: number): Date => new Date(now.getTime() + days * day);

it('every process has the same keys, and no other secret, service or generation has them', () => {
  const kidsOf = (...args: Parameters<typeof createPayloadKeys>): string[] =>
    createPayloadKeys(...args)
      .published(now)
      .map((key) => key.kid);
  const kids = kidsOf(secret, 'auth 1');
  expect(kidsOf(secret, 'auth 1')).toEqual(kids);
  const others = [
    kidsOf(secret, 'auth 2'),
    kidsOf(secret, 'payment 1'),
    kidsOf(Buffer.alloc(32, 8).toString('base64'), 'auth 1'),
  ].flat();
  expect(new Set([...kids, ...others]).size).toBe(8);
});

it('the next key is published before it is used, and each is found until the period after its own is over', () => {
  const keys = createPayloadKeys(secret, 'auth 1');
  const [current, next] = keys.published(now);
  expect(current?.useUntil).toBe(next?.useFrom);
  expect(Date.parse(current?.useFrom ?? '')).toBeLessThanOrEqual(now.getTime());
  expect(Date.parse(current?.useUntil ?? '')).toBeGreaterThan(now.getTime());
  expect(keys.published(after(30))[0]).toEqual(next);
  const kid = current?.kid ?? '';
  for (const days of [-30, 0, 30]) expect(keys.find(kid, after(days))?.published).toEqual(current);
  for (const days of [-60, 60, 3_650]) expect(keys.find(kid, after(days))).toBeUndefined();
  expect(keys.find('payload-x', now)).toBeUndefined();
});

it('the library derives keys as RFC 7518 does in appendix C', async () => {
  const bob = await importJWK(
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ',
      y: 'e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck',
      d: 'VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw',
    },
    'ECDH-ES',
  );
  const header = {
    alg: 'ECDH-ES',
    enc: 'A128GCM',
    apu: 'QWxpY2U',
    apv: 'Qm9i',
    epk: {
      kty: 'EC',
      crv: 'P-256',
      x: 'gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0',
      y: 'SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps',
    },
  };
  const derived = Buffer.from('VqqN6vgjbSBcIijNcacQGg', 'base64url');
  const part = Buffer.from(JSON.stringify(header)).toString('base64url');
  const nonce = Buffer.alloc(12, 1);
  const cipher = createCipheriv('aes-128-gcm', derived, nonce).setAAD(Buffer.from(part));
  const body = Buffer.concat([cipher.update('for Bob'), cipher.final()]);
  const rest = [nonce, body, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url'));
  const { plaintext } = await compactDecrypt([part, '', ...rest].join('.'), bob);
  expect(Buffer.from(plaintext).toString()).toBe('for Bob');
});
