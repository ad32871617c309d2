/** "9:05", "0:00": what is left of a hold. */
export function writeCountdown(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

/** Moments that are read out; in between the clock is silent. */
const announcedSeconds = [300, 120, 60, 30, 0];

/** The last moment that was passed, in seconds before the end; undefined while none was. */
export function announcedMoment(secondsLeft: number): number | undefined {
  return announcedSeconds.findLast((moment) => secondsLeft <= moment);
}

/** A moment by both clocks of a browser, in milliseconds: one that nobody sets and that may stand still in sleep, and the wall's. */
export type Moment = { readonly steady: number; readonly wall: number };

/** How long it was, by the clock that counted more: the one may have slept, the other may have been set back. */
export function secondsBetween(start: Moment, end: Moment): number {
  return Math.max(end.steady - start.steady, end.wall - start.wall) / 1000;
}
