import { sign } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import { signatureInput } from './token-bytes.ts';
import type { TicketFacts } from './token-payload.ts';
import { encodeToken } from './token-text.ts';
import { tokenMac } from './trip-key.ts';

/**
 * The token of a ticket under the ring's current key. Both proofs are deterministic: the same ticket under the same
 * key gives the same text, so signing twice is harmless. Throws RangeError for a ticket no token can carry.
 */
export function signToken(ticket: TicketFacts, ring: KeyRing): string {
  const { current, tripKeys } = ring;
  const payload = { ...ticket, keyId: current.keyId };
  const mac = tokenMac(payload, tripKeys(current, ticket.tripId));
  const signature = sign(null, signatureInput(payload, mac), current.privateKey);
  return encodeToken({ payload, mac, signature });
}
