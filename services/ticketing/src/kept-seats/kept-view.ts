import type { KeptSeats } from '@safiri/contracts';
import type { KeptRow } from './kept-seat-queries.ts';

/** Kept seats as staff see them. */
export function keptView({ fingerprint: _fingerprint, keptAt, ...kept }: KeptRow): KeptSeats {
  return { ...kept, keptAt: keptAt.toISOString() };
}
