import { createHash } from 'node:crypto';

/**
 * The id of a refund, derived from its reason: however often we come to it, it is the same refund, and payment gives it
 * once. Laid out as a UUIDv8, the version for ids of one's own making.
 */
export function refundIdFor(reason: string): string {
  const hex = createHash('sha256').update(`safiri refund ${reason}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
