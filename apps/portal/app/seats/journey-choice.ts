/** A stretch of a trip with the seats somebody picked on it. */
export type JourneyChoice = {
  readonly tripId: number;
  readonly from: number;
  readonly to: number;
  readonly seats: readonly number[];
  /** Whether who rides said that she is a woman travelling alone. */
  readonly alone: boolean;
};

/** What one order takes on one trip. */
export const mostSeats = 8;

const aloneMark = '~w';

/** "4711~0~5~7-8", with "~w" at its end for a woman alone: the first journey of a round trip travels in the address until both are held together. */
export function writeJourneyChoice({ tripId, from, to, seats, alone }: JourneyChoice): string {
  return `${[tripId, from, to, seats.join('-')].join('~')}${alone ? aloneMark : ''}`;
}

/** Undefined for anything that `writeJourneyChoice` does not write. */
export function readJourneyChoice(text: string): JourneyChoice | undefined {
  const match = /^([1-9]\d{0,15})~(\d{1,3})~(\d{1,3})~(\d{1,3}(?:-\d{1,3}){0,7})(~w)?$/.exec(text);
  if (match === null) return undefined;
  const [, tripId = '', from = '', to = '', seats = '', mark] = match;
  const choice = {
    tripId: Number(tripId),
    from: Number(from),
    to: Number(to),
    seats: seats.split('-').map(Number),
    alone: mark === aloneMark,
  };
  return choice.from < choice.to &&
    Number.isSafeInteger(choice.tripId) &&
    new Set(choice.seats).size === choice.seats.length
    ? choice
    : undefined;
}

/** Where the seats of a choice are chosen, ticked as they are. */
export function addressOfChoice({ tripId, from, to, seats, alone }: JourneyChoice, outbound = ''): string {
  const query = new URLSearchParams({ from: String(from), to: String(to) });
  if (outbound !== '') query.set('outbound', outbound);
  if (seats.length > 0) query.set('seats', seats.join('-'));
  if (alone) query.set('alone', 'yes');
  return `/trips/${tripId}?${query.toString()}`;
}

/** Where one waits for seats on the stretch of a choice. */
export function waitingListOf({ tripId, from, to, alone }: Omit<JourneyChoice, 'seats'>): string {
  return `/trips/${tripId}/waiting-list?from=${from}&to=${to}${alone ? '&alone=yes' : ''}`;
}

/** The seats a form names, ascending and once each; texts that are no seat numbers are left out. */
export function readSeats(values: readonly unknown[]): number[] {
  const seats = values
    .filter((value): value is string => typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value))
    .map(Number);
  return [...new Set(seats)].toSorted((one, other) => one - other);
}
