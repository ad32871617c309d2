import fc from 'fast-check';
import { MAX_KEY_ID, MAX_SEAT, MAX_STOP_INDEX, MAX_TRIP_ID, MAX_UINT32, type TicketFacts } from './token-payload.ts';
import { MAC_BYTES, SIGNATURE_BYTES, type TokenParts } from './token-bytes.ts';

const uint32 = fc.nat({ max: MAX_UINT32 });

/** Two different numbers up to `max`, the lower one first. */
function ascendingPair(max: number): fc.Arbitrary<{ low: number; high: number }> {
  return fc
    .tuple(fc.nat({ max }), fc.nat({ max }))
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => ({ low: Math.min(one, other), high: Math.max(one, other) }));
}

/** Tickets over the whole range of every field, its ends more often than chance would have them. */
export const anyTicket: fc.Arbitrary<TicketFacts> = fc.record({
  ticketId: fc.uuid(),
  tripId: fc.bigInt({ min: 1n, max: MAX_TRIP_ID }),
  stretch: ascendingPair(MAX_STOP_INDEX).map(({ low, high }) => ({ from: low, to: high })),
  seat: fc.nat({ max: MAX_SEAT }),
  validity: ascendingPair(MAX_UINT32).map(({ low, high }) => ({ notBeforeSeconds: low, notAfterSeconds: high })),
  epoch: uint32,
});

/** Tokens that nobody made: the shape is right, the proofs are noise. */
export const anyParts: fc.Arbitrary<TokenParts> = fc.record({
  payload: fc
    .tuple(anyTicket, fc.integer({ min: 1, max: MAX_KEY_ID }))
    .map(([ticket, keyId]) => ({ ...ticket, keyId })),
  mac: fc.uint8Array({ minLength: MAC_BYTES, maxLength: MAC_BYTES }),
  signature: fc.uint8Array({ minLength: SIGNATURE_BYTES, maxLength: SIGNATURE_BYTES }),
});

/** A fresh array of `count` tickets, the same for the same seed. */
export function someTickets(seed: number, count: number): readonly TicketFacts[] {
  return fc.sample(anyTicket, { seed, numRuns: count });
}
