/**
 * The network that searches are measured on, as a formula, so that pgbench and our load generator draw the same keys
 * without asking a table. Its size is that of docs/performance.md: 200 stops, 250 lines of 8 to 20 stops, each with eight
 * departures a day, which are 60,000 trips in 30 days.
 */
export const searchNetwork = {
  stops: 200,
  lines: 250,
  departuresADay: 8,
  days: 30,
  leastStops: 8,
  mostStops: 20,
} as const;

/** Stops of a line: every length from 8 to 20 in turn. */
export function stopCountOf(line: number): number {
  return searchNetwork.leastStops + (line % (searchNetwork.mostStops - searchNetwork.leastStops + 1));
}

/** How far apart in the network's order two neighbouring stops of a line are. Each is prime to 200, so no line calls twice at a stop. */
export const strides = [1, 3, 7, 9, 11, 13, 17] as const;

/** The stop at a position of a line, both from 0. Lines begin all over the network and cross many others. */
export function stopAt(line: number, position: number): number {
  const stride = strides[line % strides.length] ?? 1;
  return (line * 37 + position * stride) % searchNetwork.stops;
}

/** How many trips of a day go from one stop to another: those of every line that calls at both, in this order. */
export function tripsADay(from: number, to: number): number {
  let lines = 0;
  for (let line = 0; line < searchNetwork.lines; line += 1) {
    const stops = Array.from({ length: stopCountOf(line) }, (_, position) => stopAt(line, position));
    const boarding = stops.indexOf(from);
    if (boarding !== -1 && stops.indexOf(to) > boarding) lines += 1;
  }
  return lines * searchNetwork.departuresADay;
}

/** Between two stops of a line: 20, 30 or 40 minutes. */
export function minutesPerLeg(line: number): number {
  return 20 + (line % 3) * 10;
}

/** Departures at the first stop: from 5:00 on, every forty minutes, so that the longest line is boarded on its own date throughout. */
export function departureMinutes(departure: number): number {
  return 300 + departure * 40;
}
