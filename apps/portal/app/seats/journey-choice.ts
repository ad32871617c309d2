/** A stretch of a trip with the seats somebody picked on it. */
export type JourneyChoice = {
  readonly tripId: number;
  readonly from: number;
  readonly to: number;
  readonly seats: readonly number[];
};

/** What one order takes on one trip. */
export const mostSeats = 8;

/** "4711~0~5~7-8": the first journey of a round trip travels in the address until both are held together. */
export function writeJourneyChoice(choice: JourneyChoice): string {
  return [choice.tripId, choice.from, choice.to, choice.seats.join('-')].join('~');
}

/** Undefined for anything that `writeJourneyChoice` does not write. */
export function readJourneyChoice(text: string): JourneyChoice | undefined {
  const match = /^([1-9]\d{0,15})~(\d{1,3})~(\d{1,3})~(\d{1,3}(?:-\d{1,3}){0,7})$/.exec(text);
  if (match === null) return undefined;
  const [, tripId = '', from = '', to = '', seats = ''] = match;
  const choice = { tripId: Number(tripId), from: Number(from), to: Number(to), seats: seats.split('-').map(Number) };
  return choice.from < choice.to &&
    Number.isSafeInteger(choice.tripId) &&
    new Set(choice.seats).size === choice.seats.length
    ? choice
    : undefined;
}

/** The seats a form names, ascending and once each; texts that are no seat numbers are left out. */
export function readSeats(values: readonly unknown[]): number[] {
  const seats = values
    .filter((value): value is string => typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value))
    .map(Number);
  return [...new Set(seats)].toSorted((one, other) => one - other);
}
