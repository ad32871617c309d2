import { systemClock, type Clock } from '@safiri/kernel';
import { toBase64url } from './sealing/base64url.ts';

type Key = Parameters<typeof crypto.subtle.exportKey>[1];

/** The key of a device: browsers keep it in IndexedDB and let nobody, our pages included, read its private half. */
export type DeviceKey = { readonly privateKey: Key; readonly publicKey: Key };

/** What a proof is made for. */
export type Provable = { readonly method: string; readonly url: string; readonly accessToken?: string | undefined };

/** Proves, request by request, that the caller holds a key (RFC 9449). */
export type Prover = {
  /** Text for the header `DPoP`, good for this one request. */
  prove(request: Provable): Promise<string>;
  /** Learns from the server's `Date` how far the clock of this device is off; answers whether that is new. */
  correct(serverDate: string | null): boolean;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function makeDeviceKey(): Promise<DeviceKey> {
  return await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}

/** The clock is the device's own, which may be wrong. */
export function createProver(key: DeviceKey, clock: Clock = systemClock): Prover {
  let aheadSeconds = 0;
  let publicPoint: Promise<object> | undefined;
  const secondsHere = (): number => Math.floor(clock.now().getTime() / 1000);
  return {
    prove: async ({ method, url, accessToken }) => {
      publicPoint ??= exportPoint(key);
      const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: await publicPoint };
      const claims = {
        jti: toBase64url(crypto.getRandomValues(new Uint8Array(18))),
        htm: method,
        htu: url.split(/[?#]/, 1)[0],
        iat: secondsHere() + aheadSeconds,
        ...(accessToken === undefined ? {} : { ath: await hashOf(accessToken) }),
      };
      const signed = [header, claims].map((part) => toBase64url(bytesOf(JSON.stringify(part)))).join('.');
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, bytesOf(signed));
      return `${signed}.${toBase64url(new Uint8Array(signature))}`;
    },
    correct: (serverDate) => {
      const serverSeconds = Date.parse(serverDate ?? '') / 1000;
      if (!Number.isFinite(serverSeconds)) return false;
      const ahead = serverSeconds - secondsHere();
      // The server's seconds are whole and its answer took a while, so a clock that is right seems a little off.
      if (Math.abs(ahead - aheadSeconds) < noticedSeconds) return false;
      aheadSeconds = ahead;
      return true;
    },
  };
}

const noticedSeconds = 5;

async function exportPoint({ publicKey }: DeviceKey): Promise<object> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return { kty, crv, x, y };
}

async function hashOf(text: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text))));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
