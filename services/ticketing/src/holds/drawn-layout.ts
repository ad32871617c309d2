import type { LayoutCell, SeatLayout } from '@safiri/contracts';
import { newId } from '@safiri/kernel';

/**
 * For tests: a layout as it is drawn, a text a row and a list a deck: 's' a seat, 'v' one of class vip, 'a' an accessible
 * one, '.' an aisle. Seats are numbered from 1, from front to back and from left to right.
 */
export function drawnLayout(...decks: readonly (readonly string[])[]): SeatLayout {
  let seat = 0;
  const cellOf = (drawn: string): LayoutCell => {
    if (drawn === '.') return { kind: 'aisle' };
    seat += 1;
    return {
      kind: 'seat',
      seat,
      label: String(seat),
      class: drawn === 'v' ? 'vip' : 'standard',
      ...(drawn === 'a' ? { accessible: true } : {}),
    };
  };
  const drawn = decks.map((rows, deck) => ({ name: String(deck), rows: rows.map((row) => [...row].map(cellOf)) }));
  return { layoutId: newId(), name: decks.flat().join('/'), capacity: seat, decks: drawn };
}

/** The layouts of real buses, shortened. */
export const busLayouts: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '2+2': [['ss.ss', 'ss.ss', 'ss.ss', 'ss.ss']],
  '2+1': [['vv.v', 'ss.s', 'ss.s', 'ss.s', 'ss.s']],
  'sleeper 1+1+1': [['s.s.s', 's.s.s', 's.s.s', 's.s.s']],
  'last row of five': [['ss.aa', 'ss.ss', 'ss.ss', 'sssss']],
  'double deck': [
    ['as.ss', 'ss.ss'],
    ['ss.ss', 'ss.ss', 'vv.vv'],
  ],
};
