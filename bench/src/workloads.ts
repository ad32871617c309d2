/** HOT: everybody wants one trip, which is replaced when nearly full. SPREAD: everybody wants some trip of 2,000. */
export const workloads = ['hot', 'spread'] as const;
export type Workload = (typeof workloads)[number];

/** The network both sides sell. The figures are those of the evidence in docs/performance.md. */
export const network = {
  spreadTrips: 2_000,
  seats: 60,
  legs: 7,
  /** Then two thirds of a trip's legs are taken, and of the last fifty attempts one in four still gets its seat. */
  attemptsPerHotTrip: 400,
} as const;

/** Trips that a hot workload of so many seconds uses up at most. */
export function hotTripsFor(seconds: number, mostPerSecond: number): number {
  return Math.ceil((seconds * mostPerSecond) / network.attemptsPerHotTrip);
}

/** One hold as a client asks for it: a random seat on one or two legs in a row. */
export type Attempt = { readonly tripId: number; readonly seat: number; readonly from: number; readonly to: number };

export function randomAttempt(tripId: number): Attempt {
  const legs = randomInteger(1, 2);
  const from = randomInteger(0, network.legs - legs);
  return { tripId, seat: randomInteger(1, network.seats), from, to: from + legs };
}

/** Inclusive on both ends, as pgbench's `random`. */
export function randomInteger(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}
