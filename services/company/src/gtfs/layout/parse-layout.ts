import type { LayoutCell } from '@safiri/contracts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { findLayoutMistakes, listSeats } from './layout-mistakes.ts';
import type { LayoutDeck } from './layout-mistakes.ts';

/** A seat layout as the rest of the system knows it, under the id its file gives it. */
export type ParsedLayout = {
  readonly id: string;
  readonly name: string;
  readonly capacity: number;
  readonly decks: readonly LayoutDeck[];
};

export type ParseLayoutResult = { readonly layout: ParsedLayout } | { readonly mistakes: readonly string[] };

/** A layout as written in a file: each row a line of cells with blanks between them. See demo-feed/README.md. */
const DrawnLayout = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }),
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    decks: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 20 }),
          rows: Type.Array(Type.String({ minLength: 1, maxLength: 400 }), { minItems: 1, maxItems: 60 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 2 },
    ),
  },
  { additionalProperties: false },
);

const drawnLayout = Compile(DrawnLayout);

/** Reads a layout from parsed JSON. Seats are numbered in drawing order from 1; every mistake is named. */
export function parseLayout(value: unknown): ParseLayoutResult {
  if (!drawnLayout.Check(value)) {
    return {
      mistakes: drawnLayout.Errors(value).map(({ instancePath, message }) => `${instancePath || '/'} ${message}.`),
    };
  }
  const mistakes: string[] = [];
  let seatNumber = 0;
  const decks = value.decks.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) =>
      row
        .trim()
        .split(/\s+/)
        .map((drawing): LayoutCell => {
          const cell = readCell(drawing, seatNumber + 1);
          if (cell?.kind === 'seat') seatNumber += 1;
          if (cell === undefined)
            mistakes.push(`"${drawing}" in deck "${name}" is no cell: |, ., door, wc or label:class:accessible.`);
          return cell ?? { kind: 'empty' };
        }),
    ),
  }));
  mistakes.push(...findLayoutMistakes(decks));
  if (mistakes.length > 0) return { mistakes };
  return { layout: { id: value.id, name: value.name, capacity: listSeats(decks).length, decks } };
}

/** Labels and classes are as short as the contract of a layout has them. */
const seatDrawing = /^(?<label>[\p{L}\p{N}-]{1,6})(?::(?<class>[a-z][a-z0-9-]{0,19}))?(?<accessible>:accessible)?$/u;

function readCell(drawing: string, nextSeat: number): LayoutCell | undefined {
  if (drawing === '|') return { kind: 'aisle' };
  if (drawing === '.') return { kind: 'empty' };
  if (drawing === 'door' || drawing === 'wc') return { kind: drawing };
  const parts = seatDrawing.exec(drawing)?.groups;
  if (parts?.['label'] === undefined) return undefined;
  const seat = { kind: 'seat', seat: nextSeat, label: parts['label'], class: parts['class'] ?? 'standard' } as const;
  return parts['accessible'] === undefined ? seat : { ...seat, accessible: true };
}
