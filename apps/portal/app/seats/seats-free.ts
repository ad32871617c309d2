import type { SeatMap } from '@safiri/contracts';
import { takenFor, type SeatsNow } from './seats-for.ts';
import type { JourneyChoice } from './journey-choice.ts';

type Drawn = {
  readonly decks: SeatMap['decks'];
  readonly seats: SeatsNow;
  readonly choice: Pick<JourneyChoice, 'alone'>;
};

/** How many seats of a drawing this visitor can have. */
export function seatsFree({ decks, seats, choice }: Drawn): number {
  const gone = new Set(takenFor(seats, choice));
  return decks.flatMap((deck) => deck.rows.flat()).filter((cell) => cell.kind === 'seat' && !gone.has(cell.seat))
    .length;
}
