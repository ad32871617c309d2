import { createHash, createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { systemClock } from '@safiri/kernel';
import { selfSigned } from './self-signed.ts';

export type Signer = {
  /** Of the certificate, as it stands in its address. */
  readonly certificateId: string;
  readonly certificate: string;
  /** RSA with SHA-256 over what PayPal signs of a webhook, in base64. */
  sign(message: { id: string; time: string; webhookId: string; body: string }): string;
};

/** Longer than any books are kept, whatever their clock says. */
const validMillis = 20 * 365 * 24 * 3_600_000;

/** The key and certificate of these books; made when there are none. */
export function openSigner(dataFolder: string): Signer {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const [keyFile, certificateFile] = [join(dataFolder, 'webhook-key.pem'), join(dataFolder, 'webhook-certificate.pem')];
  if (!existsSync(certificateFile)) makeKey(keyFile, certificateFile);
  const key = createPrivateKey(readFileSync(keyFile));
  const certificate = readFileSync(certificateFile, 'utf8');
  return {
    certificateId: `CERT-${createHash('sha256').update(certificate).digest('hex').slice(0, 16)}`,
    certificate,
    sign: ({ id, time, webhookId, body }) =>
      createSign('RSA-SHA256')
        .update(`${id}|${time}|${webhookId}|${crc32(body)}`)
        .sign(key, 'base64'),
  };
}

function makeKey(keyFile: string, certificateFile: string): void {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = systemClock.now();
  const certificate = selfSigned(keys, {
    name: 'messageverificationcerts.simulated.example',
    from: new Date(now.getTime() - 24 * 3_600_000),
    to: new Date(now.getTime() + validMillis),
  });
  writeFileSync(keyFile, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(certificateFile, certificate);
}
