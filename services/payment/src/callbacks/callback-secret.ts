import { createHmac } from 'node:crypto';

/**
 * What makes the address of one request's callbacks a secret: who learns one address knows no other. Hexadecimal digits spell
 * none of the words that M-Pesa refuses in addresses.
 */
export function callbackSecretOf(secret: string, reference: string): string {
  return createHmac('sha256', secret).update(reference).digest('hex');
}
