import { createECDH, createHash, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import { sealedHeader, type SealingKey } from '@safiri/contracts/declaring';

/** A key that bodies are sealed to, and when clients choose it. */
export type PayloadKey = { readonly privateKey: KeyObject; readonly published: SealingKey };

/** A key opens bodies for three periods: before, while and after it is the one in use. */
const periodMilliseconds = 30 * 86_400_000;
/** The order of P-256 less one (SEC 2, secp256r1). */
const largestScalar = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550n;
/** 128 bits more than the order has, so that no scalar is noticeably likelier than another (FIPS 186-5, A.2.1). */
const seedBytes = 48;

export type PayloadKeys = {
  /** The key in use and the next one. */
  published(now: Date): readonly SealingKey[];
  /** The key of that name if it is the one in use, the one before or the next. */
  find(kid: string, now: Date): PayloadKey | undefined;
};

/**
 * Keys made of one secret and the number of the period: every process has the same ones without telling another, they
 * rotate by the calendar, and nothing is stored. `purpose` keeps apart the keys of services and generations.
 */
export function createPayloadKeys(secretBase64: string, purpose: string): PayloadKeys {
  const made = new Map<number, PayloadKey>();
  const keyOf = (period: number): PayloadKey => {
    const key = made.get(period) ?? makeKey(secretBase64, purpose, period);
    made.set(period, key);
    for (const old of made.keys()) if (old < period - 2) made.delete(old);
    return key;
  };
  const around = (now: Date, ...offsets: readonly number[]): PayloadKey[] => {
    const period = Math.floor(now.getTime() / periodMilliseconds);
    return offsets.map((offset) => keyOf(period + offset));
  };
  return {
    published: (now) => around(now, 0, 1).map((key) => key.published),
    find: (kid, now) => around(now, -1, 0, 1).find((key) => key.published.kid === kid),
  };
}

function makeKey(secretBase64: string, purpose: string, period: number): PayloadKey {
  const info = `safiri payload key ${purpose} ${period}`;
  const seed = hkdfSync('sha256', Buffer.from(secretBase64, 'base64'), Buffer.alloc(0), info, seedBytes);
  const scalar = (BigInt(`0x${Buffer.from(seed).toString('hex')}`) % largestScalar) + 1n;
  const secret = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  // Uncompressed: one byte of form, then both coordinates.
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  return {
    privateKey: createPrivateKey({ key: { ...jwk, d: secret.toString('base64url') }, format: 'jwk' }),
    published: {
      ...jwk,
      kid: `payload-${createHash('sha256').update(point).digest('base64url').slice(0, 22)}`,
      use: 'enc',
      alg: sealedHeader.alg,
      useFrom: startOf(period),
      useUntil: startOf(period + 1),
    },
  };
}

function startOf(period: number): string {
  return new Date(period * periodMilliseconds).toISOString();
}
