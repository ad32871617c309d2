import { sealedHeader, type SealingPoint } from '@safiri/contracts';
import { fromBase64url, toBase64url } from './base64url.ts';

/*
 * The one kind of JWE that we use, in compact form: ECDH-ES on P-256 and A256GCM, by the Web Cryptography that browsers,
 * phones and servers bring, so that pages load no library for it. The server opens and seals by a library; the tests let
 * each read what the other wrote.
 */

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
const nonceBytes = 12;
const tagBytes = 16;
const text = new TextEncoder();

type Key = Parameters<typeof crypto.subtle.exportKey>[1];
export type ReplyPair = { readonly publicPoint: SealingPoint; readonly privateKey: Key };

/** A key pair for one message. */
export async function makePair(): Promise<ReplyPair> {
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { publicPoint: { kty: 'EC', crv: 'P-256', x, y }, privateKey: pair.privateKey };
}

export async function seal(content: string, to: SealingPoint & { readonly kid: string }): Promise<string> {
  const pair = await makePair();
  const header = toBase64url(text.encode(JSON.stringify({ ...sealedHeader, kid: to.kid, epk: pair.publicPoint })));
  const key = await contentKey(pair.privateKey, to, 'encrypt');
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(gcm(nonce, header), key, text.encode(content)));
  const [body, tag] = [sealed.subarray(0, -tagBytes), sealed.subarray(-tagBytes)];
  // The second part, an encrypted key, is empty: both sides derive it.
  return [header, '', ...[nonce, body, tag].map(toBase64url)].join('.');
}

/** Throws at anything that was not sealed to this key in this way. */
export async function open(sealed: string, privateKey: Key): Promise<string> {
  const [header = '', encryptedKey, nonce = '', body = '', tag = '', ...rest] = sealed.split('.');
  if (encryptedKey !== '' || rest.length > 0) throw new Error('no JWE of ours');
  const epk = readSenderPoint(new TextDecoder().decode(fromBase64url(header)));
  return await openContent({ header, nonce, body, tag }, await contentKey(privateKey, epk, 'decrypt'));
}

type Parts = { readonly header: string; readonly nonce: string; readonly body: string; readonly tag: string };

/** Opens what A256GCM encrypted: RFC 7516, section 5.2, from step 15 on. */
export async function openContent({ header, nonce, body, tag }: Parts, key: Key): Promise<string> {
  const tagOnly = fromBase64url(tag);
  if (tagOnly.length !== tagBytes) throw new Error('no JWE of ours');
  const sealed = new Uint8Array([...fromBase64url(body), ...tagOnly]);
  const opened = await crypto.subtle.decrypt(gcm(fromBase64url(nonce), header), key, sealed);
  return new TextDecoder('utf-8', { fatal: true }).decode(opened);
}

function readSenderPoint(header: string): SealingPoint {
  const { alg, enc, epk, zip, crit } = JSON.parse(header);
  const isOurs = alg === sealedHeader.alg && enc === sealedHeader.enc && zip === undefined && crit === undefined;
  if (!isOurs) throw new Error('no JWE of ours');
  return { kty: 'EC', crv: 'P-256', x: epk?.x, y: epk?.y };
}

function gcm(nonce: Uint8Array<ArrayBuffer>, header: string) {
  return { name: 'AES-GCM', iv: nonce, additionalData: text.encode(header), tagLength: tagBytes * 8 };
}

async function contentKey(privateKey: Key, { kty, crv, x, y }: SealingPoint, use: 'encrypt' | 'decrypt'): Promise<Key> {
  const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, curve, false, []);
  const secret = new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 256));
  const key = await derive(secret, { algorithm: sealedHeader.enc, bits: 256 });
  return await crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);
}

/** What a key is derived for: RFC 7518, section 4.6.2. Parties are named where both know names for them; we name none. */
export type KeyPurpose = {
  readonly algorithm: string;
  readonly bits: 128 | 256;
  readonly partyU?: string;
  readonly partyV?: string;
};

/** One round of the Concat KDF with SHA-256, which is enough for keys of up to 256 bits. */
export async function derive(
  secret: Uint8Array,
  { algorithm, bits, partyU = '', partyV = '' }: KeyPurpose,
): Promise<Uint8Array<ArrayBuffer>> {
  const named = [algorithm, partyU, partyV].flatMap((part) => {
    const bytes = text.encode(part);
    return [...uint32(bytes.length), ...bytes];
  });
  const input = new Uint8Array([...uint32(1), ...secret, ...named, ...uint32(bits)]);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', input)).slice(0, bits / 8);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
