import type { LayoutCell } from '@safiri/contracts';

export type LayoutDeck = { readonly name: string; readonly rows: readonly (readonly LayoutCell[])[] };

export type LayoutSeat = Extract<LayoutCell, { readonly kind: 'seat' }>;

/** The seats of a layout in drawing order: deck by deck, front to rear, left to right. */
export function listSeats(decks: readonly LayoutDeck[]): LayoutSeat[] {
  return decks.flatMap((deck) => deck.rows.flat().filter((cell) => cell.kind === 'seat'));
}

/** A seat number is a small integer and a trip's seats are held in one answer; the longest double decker has about 100. */
const mostSeats = 200;

/** What makes a drawn layout unfit for sale, a sentence each; empty when it is fit. */
export function findLayoutMistakes(decks: readonly LayoutDeck[]): string[] {
  const seats = listSeats(decks);
  const mistakes: string[] = [];
  if (seats.length === 0) mistakes.push('A layout has at least one seat.');
  if (seats.length > mostSeats) mistakes.push(`A layout has at most ${mostSeats} seats, not ${seats.length}.`);
  for (const deck of decks) {
    const widths = new Set(deck.rows.map((row) => row.length));
    if (widths.size > 1)
      mistakes.push(`All rows of deck "${deck.name}" have as many cells: these have ${[...widths].join(', ')}.`);
  }
  for (const label of repeated(seats.map((seat) => seat.label)))
    mistakes.push(`Seat label "${label}" stands on one seat only.`);
  const numbers = seats.map((seat) => seat.seat).toSorted((a, b) => a - b);
  if (numbers.some((number, at) => number !== at + 1))
    mistakes.push(`Seats are numbered from 1 to ${seats.length}, each number once.`);
  return mistakes;
}

function repeated(labels: readonly string[]): Set<string> {
  return new Set(labels.filter((label, at) => labels.indexOf(label) !== at));
}
