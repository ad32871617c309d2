import { isTokenPayload, type TokenPayload } from './token-payload.ts';

/**
 * Version 1, 142 bytes, numbers big-endian:
 *
 *     0    1  version = 1
 *     1    1  length of the payload = 42
 *     2    2  key id, 1..65535
 *     4   16  ticket id
 *    20    8  trip id, 1..2⁶³−1
 *    28    1  stretch: stop index of boarding
 *    29    1  stretch: stop index of leaving
 *    30    2  seat, 0..32767
 *    32    4  not before, seconds
 *    36    4  not after, seconds
 *    40    4  epoch
 *    44    1  length of the HMAC = 32
 *    45   32  HMAC-SHA256 under the trip's key
 *    77    1  length of the signature = 64
 *    78   64  Ed25519 signature
 *
 * The version fixes every width, so each length has one possible value and nothing can slide from one field into
 * the next. Bytes 0..43 are the head.
 *
 *     the HMAC covers       frame(MAC_DOMAIN) ‖ bytes 0..43
 *     the signature covers  frame(SIGNATURE_DOMAIN) ‖ bytes 0..76
 *
 * where frame(x) is one byte of length, then x in ASCII. The signature covers the HMAC as well, so that somebody
 * who holds public keys only still notices a change in any byte. Every version keeps the number of bytes even.
 *
 * This file and those it imports use nothing but the language: they run on a phone as they are.
 */
export const TOKEN_VERSION = 1;
export const MAC_BYTES = 32;
export const SIGNATURE_BYTES = 64;

const PAYLOAD_BYTES = 42;
const HEAD_BYTES = 2 + PAYLOAD_BYTES;
const MAC_AT = HEAD_BYTES + 1;
const SIGNATURE_AT = MAC_AT + MAC_BYTES + 1;
export const TOKEN_BYTES = SIGNATURE_AT + SIGNATURE_BYTES;

const MAC_DOMAIN = 'safiri/ticket-token/1/hmac';
const SIGNATURE_DOMAIN = 'safiri/ticket-token/1/ed25519';

/** A token taken apart, its proofs not yet looked at. */
export type TokenParts = {
  readonly payload: TokenPayload;
  readonly mac: Uint8Array;
  readonly signature: Uint8Array;
};

/** Throws RangeError for a payload no token can carry: whoever makes tokens has checked the ticket before. */
export function writeHead(payload: TokenPayload): Uint8Array {
  if (!isTokenPayload(payload)) throw new RangeError('a ticket token cannot carry this payload');
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  head[0] = TOKEN_VERSION;
  head[1] = PAYLOAD_BYTES;
  view.setUint16(2, payload.keyId);
  head.set(bytesOfUuid(payload.ticketId), 4);
  view.setBigUint64(20, payload.tripId);
  head[28] = payload.stretch.from;
  head[29] = payload.stretch.to;
  view.setUint16(30, payload.seat);
  view.setUint32(32, payload.validity.notBeforeSeconds);
  view.setUint32(36, payload.validity.notAfterSeconds);
  view.setUint32(40, payload.epoch);
  return head;
}

export function macInput(payload: TokenPayload): Uint8Array {
  return join([frame(asciiBytes(MAC_DOMAIN)), writeHead(payload)]);
}

export function signatureInput(payload: TokenPayload, mac: Uint8Array): Uint8Array {
  return join([frame(asciiBytes(SIGNATURE_DOMAIN)), writeHead(payload), frame(mac)]);
}

export function writeToken(parts: TokenParts): Uint8Array {
  const { payload, mac, signature } = parts;
  if (mac.length !== MAC_BYTES || signature.length !== SIGNATURE_BYTES) {
    throw new RangeError('a proof of a ticket token has the wrong length');
  }
  return join([writeHead(payload), frame(mac), frame(signature)]);
}

export function readToken(bytes: Uint8Array): TokenParts | 'malformed' | 'unknown-version' {
  if (bytes.length === 0) return 'malformed';
  // The version comes first of all, and says how to read what follows, its length included.
  if (bytes[0] !== TOKEN_VERSION) return 'unknown-version';
  const framed =
    bytes.length === TOKEN_BYTES &&
    bytes[1] === PAYLOAD_BYTES &&
    bytes[MAC_AT - 1] === MAC_BYTES &&
    bytes[SIGNATURE_AT - 1] === SIGNATURE_BYTES;
  if (!framed) return 'malformed';
  const payload = readPayload(new DataView(bytes.buffer, bytes.byteOffset, HEAD_BYTES));
  if (!isTokenPayload(payload)) return 'malformed';
  const mac = bytes.slice(MAC_AT, MAC_AT + MAC_BYTES);
  return { payload, mac, signature: bytes.slice(SIGNATURE_AT) };
}

function readPayload(head: DataView): TokenPayload {
  return {
    keyId: head.getUint16(2),
    ticketId: uuidOfBytes(new Uint8Array(head.buffer, head.byteOffset + 4, 16)),
    tripId: head.getBigUint64(20),
    stretch: { from: head.getUint8(28), to: head.getUint8(29) },
    seat: head.getUint16(30),
    validity: { notBeforeSeconds: head.getUint32(32), notAfterSeconds: head.getUint32(36) },
    epoch: head.getUint32(40),
  };
}

function bytesOfUuid(uuid: string): Uint8Array {
  const digits = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16));
}

function uuidOfBytes(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}

function frame(bytes: Uint8Array): Uint8Array {
  return join([Uint8Array.of(bytes.length), bytes]);
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
