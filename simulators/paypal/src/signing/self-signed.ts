import { createSign, randomBytes, type KeyObject } from 'node:crypto';

/** Object identifiers in DER. */
const sha256WithRsa = Buffer.from('06092a864886f70d01010b', 'hex');
const commonName = Buffer.from('0603550403', 'hex');
const derNull = Buffer.from('0500', 'hex');

/** An X.509 certificate (version 3, RFC 5280) of an RSA key that signs itself, as PEM. */
export function selfSigned(
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  about: { readonly name: string; readonly from: Date; readonly to: Date },
): string {
  const algorithm = sequence(sha256WithRsa, derNull);
  const name = sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from(about.name)))));
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    // Positive, and not known before.
    tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    sequence(instant(about.from), instant(about.to)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('RSA-SHA256').update(body).sign(keys.privateKey);
  const certificate = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

/** Tag, length, content. Lengths of 128 and more are written as their bytes after how many those are. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes = Buffer.from(length.toString(16).padStart(length < 0x100 ? 2 : 4, '0'), 'hex');
  const written = length < 0x80 ? bytes : Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
  return Buffer.concat([Buffer.from([tag]), written, content]);
}

/** GeneralizedTime without fractions, for years from 2050 on; UTCTime before. */
function instant(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+Z/g, '');
  return at.getUTCFullYear() >= 2050
    ? tagged(0x18, Buffer.from(`${digits}Z`))
    : tagged(0x17, Buffer.from(`${digits.slice(2)}Z`));
}
