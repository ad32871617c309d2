/** What a ticket says about itself: who may sit where, on which trip, between which stops, and when. */
export type TicketFacts = {
  /** Lower-case UUID. */
  readonly ticketId: string;
  /** A positive PostgreSQL bigint. */
  readonly tripId: bigint;
  /** Stop indexes of the trip's pattern, 0..255: board at `from`, leave at `to`. */
  readonly stretch: { readonly from: number; readonly to: number };
  /** Seat number, 0..32767 (PostgreSQL smallint). */
  readonly seat: number;
  /** UTC instants in seconds since 1970, both inclusive; 32 bits, so until February 2106. */
  readonly validity: { readonly notBeforeSeconds: number; readonly notAfterSeconds: number };
  /** Raised by every reissue of the ticket: the highest one is valid, a lower one has been replaced. */
  readonly epoch: number;
};

/** What a token carries: the ticket's facts, and the key id under which both proofs were made. */
export type TokenPayload = TicketFacts & { readonly keyId: number };

export type TokenRefusal =
  /** Not a token, only a part of one, or one with values that no ticket has. */
  | 'malformed'
  /** Well formed but for lower case or white space. */
  | 'not-canonical'
  /** The format's name is ours, its version is not one we read. */
  | 'unknown-version'
  /** Well formed, but made under a key id that the verifier does not hold. */
  | 'unknown-key'
  /** Well formed and under a known key, but a proof does not hold. */
  | 'forged';

/** Genuine says who made the token, not that it is valid today: validity, trip, stop, and epoch are the caller's to judge. */
export type TokenVerdict = { readonly genuine: TokenPayload } | { readonly refused: TokenRefusal };

export const MAX_KEY_ID = 0xffff;
export const MAX_TRIP_ID = 2n ** 63n - 1n;
export const MAX_STOP_INDEX = 0xff;
export const MAX_SEAT = 0x7fff;
export const MAX_UINT32 = 0xffff_ffff;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a token can carry this payload and give back exactly the same one. */
export function isTokenPayload(payload: TokenPayload): boolean {
  const { stretch, validity } = payload;
  return (
    isKeyId(payload.keyId) &&
    UUID.test(payload.ticketId) &&
    payload.tripId >= 1n &&
    payload.tripId <= MAX_TRIP_ID &&
    isWhole(stretch.from, MAX_STOP_INDEX) &&
    isWhole(stretch.to, MAX_STOP_INDEX) &&
    stretch.from < stretch.to &&
    isWhole(payload.seat, MAX_SEAT) &&
    isWhole(validity.notBeforeSeconds, MAX_UINT32) &&
    isWhole(validity.notAfterSeconds, MAX_UINT32) &&
    validity.notBeforeSeconds < validity.notAfterSeconds &&
    isWhole(payload.epoch, MAX_UINT32)
  );
}

export function isKeyId(keyId: number): boolean {
  return keyId >= 1 && isWhole(keyId, MAX_KEY_ID);
}

function isWhole(value: number, most: number): boolean {
  // Minus zero would come back as zero, which is another value to Object.is.
  return Number.isInteger(value) && value >= 0 && value <= most && !Object.is(value, -0);
}
