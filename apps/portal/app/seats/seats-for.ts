import type { SeatMap } from '@safiri/contracts';

/** Which seats cannot be had, by whom. */
export type SeatsNow = Pick<SeatMap, 'taken' | 'womenOnly'>;

/** The seats that this visitor cannot have: a woman who travels alone may sit beside another. */
export function takenFor({ taken, womenOnly }: SeatsNow, { alone }: { readonly alone: boolean }): readonly number[] {
  if (!alone || womenOnly === null) return taken;
  const hers = new Set(womenOnly);
  return taken.filter((seat) => !hers.has(seat));
}
