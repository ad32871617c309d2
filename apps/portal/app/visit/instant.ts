/** An instant of a contract as milliseconds since the epoch, which Intl formats as they are. */
export function millisecondsOf(instant: string): number {
  return Date.parse(instant);
}
