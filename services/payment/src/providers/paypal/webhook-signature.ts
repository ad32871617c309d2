import { createVerify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Clock } from '@safiri/kernel';
import type { Callback } from '../provider-callback.ts';
import { sendHttp } from '../send-http.ts';
import type { PaypalSettings } from './paypal-settings.ts';

export type Signature =
  | { readonly kind: 'genuine' }
  | { readonly kind: 'forged'; readonly detail: string }
  /** The certificate cannot be had now. */
  | { readonly kind: 'unclear'; readonly detail: string };

/** PayPal has a handful at a time, and changes them once a year or so. */
const mostCertificates = 10;
const certificatePath = '/v1/notifications/certs/';

/**
 * Checks that PayPal signed a webhook for our registration: RSA with SHA-256 over its transmission id, time, our webhook id and
 * the CRC-32 of the very bytes. The certificate counts only from PayPal's own hosts, whose TLS says who they are.
 */
export function createSignatureCheck(
  settings: Pick<PaypalSettings, 'baseUrl' | 'webhookId' | 'timeoutMilliseconds'>,
  clock: Clock,
): (callback: Callback) => Promise<Signature> {
  const certificates = new Map<string, X509Certificate>();

  async function getCertificate(url: string): Promise<X509Certificate | undefined> {
    const known = certificates.get(url);
    if (known !== undefined) return known;
    const { timeoutMilliseconds } = settings;
    const answer = await sendHttp({ method: 'GET', url, headers: {}, timeoutMilliseconds });
    const certificate = answer.answered && answer.status === 200 ? parseCertificate(answer.text) : undefined;
    if (certificate === undefined) return undefined;
    if (certificates.size >= mostCertificates) certificates.clear();
    certificates.set(url, certificate);
    return certificate;
  }

  return async ({ headers, body }) => {
    const [id, time, signature, url, algorithm] = [
      'paypal-transmission-id',
      'paypal-transmission-time',
      'paypal-transmission-sig',
      'paypal-cert-url',
      'paypal-auth-algo',
    ].map((name) => headers[name]);
    if (settings.webhookId === undefined) return { kind: 'forged', detail: 'no webhook is registered' };
    if (typeof id !== 'string' || typeof time !== 'string' || typeof signature !== 'string' || typeof url !== 'string')
      return { kind: 'forged', detail: 'not signed' };
    if (algorithm !== 'SHA256withRSA') return { kind: 'forged', detail: 'signed in another way' };
    if (!isOfPaypal(url, settings.baseUrl)) return { kind: 'forged', detail: 'certificate from elsewhere' };
    const certificate = await getCertificate(url);
    if (certificate === undefined) return { kind: 'unclear', detail: 'no certificate' };
    const now = clock.now();
    if (now < certificate.validFromDate || now > certificate.validToDate)
      return { kind: 'forged', detail: 'certificate out of its time' };
    const message = `${id}|${time}|${settings.webhookId}|${crc32(body)}`;
    const isGenuine = createVerify('RSA-SHA256').update(message).verify(certificate.publicKey, signature, 'base64');
    return isGenuine ? { kind: 'genuine' } : { kind: 'forged', detail: 'wrong signature' };
  };
}

/** PayPal's hosts, over TLS; or the very server that we pay at, which is how a sandbox of one's own is spoken to. */
function isOfPaypal(url: string, baseUrl: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || !parsed.pathname.startsWith(certificatePath)) return false;
  if (parsed.origin === new URL(baseUrl).origin) return true;
  return parsed.protocol === 'https:' && parsed.port === '' && parsed.hostname.endsWith('.paypal.com');
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
