import type { LayoutCell } from '@safiri/contracts';
import { network } from '../workloads.ts';

const seatsPerRow = 4;

/** A coach of as many seats as the measurement sells, two and two with an aisle between. */
export const coach = {
  id: 'bench-coach',
  name: `Coach, ${network.seats} seats`,
  capacity: network.seats,
  decks: [{ name: 'main', rows: Array.from({ length: network.seats / seatsPerRow }, (_, row) => rowOf(row)) }],
};

function rowOf(row: number): LayoutCell[] {
  const seats = Array.from({ length: seatsPerRow }, (_, column): LayoutCell => {
    const seat = row * seatsPerRow + column + 1;
    return { kind: 'seat', seat, label: String(seat), class: 'standard' };
  });
  return [...seats.slice(0, 2), { kind: 'aisle' }, ...seats.slice(2)];
}
