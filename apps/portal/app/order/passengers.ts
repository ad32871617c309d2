/** One person of an order with the seats they sit on: one on a single journey, one each way on a round trip. */
export type Passenger<Claim> = { readonly index: number; readonly claims: readonly Claim[] };

type ClaimFacts = { readonly claimId: string; readonly tripId: number };

/**
 * The persons of an order. Where both trips have equally many seats, the first seat out and the first seat back are one
 * person's, so that nobody types a name twice; otherwise every seat is a person of its own.
 */
export function passengersOf<Claim extends ClaimFacts>(claims: readonly Claim[]): Passenger<Claim>[] {
  const [first = [], ...others] = Map.groupBy(claims, (claim) => claim.tripId).values();
  const paired = others.length > 0 && others.every((trip) => trip.length === first.length);
  const groups = paired
    ? first.map((claim, index) => [claim, ...others.flatMap((trip) => trip.slice(index, index + 1))])
    : claims.map((claim) => [claim]);
  return groups.map((group, index) => ({ index, claims: group }));
}
