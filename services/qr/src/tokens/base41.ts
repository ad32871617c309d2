/**
 * Three characters for two bytes, as dense in a QR code as RFC 9285's base45, from an alphabet of 41 (41³ ≥ 2¹⁶).
 *
 * Base45 spends its four other characters on the space, `%`, `+` and `/`. About one ticket in thirty would then
 * hold two spaces in a row, which HTML, mail and paste boxes turn into one. These 41 pass unescaped through the
 * path of a URL, HTML, mail and JSON, and all of them lie in QR's alphanumeric mode.
 *
 * The first character weighs most: a pair of bytes b0 b1 is the number 256·b0 + b1 in base 41.
 */
export const BASE41_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:';

const BASE = BASE41_ALPHABET.length;
const DIGIT_OF = new Map([...BASE41_ALPHABET].map((character, digit) => [character, digit]));

/** The number of bytes must be even; every version of the token sees to that. */
export function toBase41(bytes: Uint8Array): string {
  if (bytes.length % 2 !== 0) throw new RangeError('base41 takes bytes in pairs');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = view.getUint16(at);
    text += BASE41_ALPHABET.charAt(Math.floor(pair / (BASE * BASE)));
    text += BASE41_ALPHABET.charAt(Math.floor(pair / BASE) % BASE);
    text += BASE41_ALPHABET.charAt(pair % BASE);
  }
  return text;
}

/** Undefined for anything that `toBase41` does not write: bytes have one spelling only. */
export function fromBase41(text: string): Uint8Array | undefined {
  if (text.length % 3 !== 0) return undefined;
  const bytes = new Uint8Array((text.length / 3) * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 3) {
    const pair = (digitAt(text, at) * BASE + digitAt(text, at + 1)) * BASE + digitAt(text, at + 2);
    // A foreign character makes NaN, which fails this comparison too.
    if (!(pair <= 0xffff)) return undefined;
    view.setUint16((at / 3) * 2, pair);
  }
  return bytes;
}

function digitAt(text: string, at: number): number {
  return DIGIT_OF.get(text.charAt(at)) ?? Number.NaN;
}
