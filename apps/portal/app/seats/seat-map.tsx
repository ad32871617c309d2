import type { ReactNode } from 'react';
import type { LayoutCell, SeatMap as SeatMapContract } from '@safiri/contracts';
import { useText } from '../messages/text-context.tsx';
import { SeatCell, type SeatChoice } from './seat-cell.tsx';
import { SeatLegend } from './seat-legend.tsx';

type Decks = SeatMapContract['decks'];
type Seat = Extract<LayoutCell, { readonly kind: 'seat' }>;
type SeatMapProps = {
  readonly decks: Decks;
  readonly taken: readonly number[];
  readonly womenOnly: readonly number[];
  readonly chosen: readonly number[];
  /** Whether several seats can be chosen, or one instead of another. */
  readonly choice?: SeatChoice;
};

/** The bus from above, the front at the top: a table a deck, a checkbox a seat, or a radio button. */
export function SeatMap({ decks, taken, womenOnly, chosen, choice = 'checkbox' }: SeatMapProps) {
  const text = useText();
  const seats = decks
    .flatMap((deck) => deck.rows.flat())
    .flatMap((cell): Seat[] => (cell.kind === 'seat' ? [cell] : []));
  const classes = classesOf(seats);
  const takenSeats = new Set(taken);
  const seatsForWomen = new Set(womenOnly);
  const chosenSeats = new Set(chosen);
  const drawSeat = (seat: Seat) => (
    <SeatCell
      cell={seat}
      taken={takenSeats.has(seat.seat)}
      forWomen={seatsForWomen.has(seat.seat)}
      chosen={chosenSeats.has(seat.seat)}
      commonClass={classes[0] ?? ''}
      choice={choice}
    />
  );
  return (
    <>
      <SeatLegend
        classes={classes}
        hasAccessible={seats.some((seat) => seat.accessible === true)}
        hasForWomen={womenOnly.length > 0}
      />
      <div className="flex flex-wrap gap-6">
        {decks.map((deck, index) => (
          <DeckTable
            // Decks are places on a drawing: their position is what they are.
            key={index}
            rows={deck.rows}
            caption={
              decks.length === 1
                ? text('seats.front')
                : text('seats.front.deck', { deck: deck.name === '' ? String(index + 1) : deck.name })
            }
            drawSeat={drawSeat}
          />
        ))}
      </div>
    </>
  );
}

/** Classes of a bus, that of most seats first. */
function classesOf(seats: readonly Seat[]): string[] {
  const seatsOf = new Map<string, number>();
  for (const seat of seats) seatsOf.set(seat.class, (seatsOf.get(seat.class) ?? 0) + 1);
  return [...seatsOf].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
}

type DeckTableProps = {
  readonly rows: Decks[number]['rows'];
  readonly caption: string;
  readonly drawSeat: (seat: Seat) => ReactNode;
};

function DeckTable({ rows, caption, drawSeat }: DeckTableProps) {
  const text = useText();
  return (
    <div className="max-w-full overflow-x-auto rounded-t-[2.5rem] rounded-b-lg border-2 border-edge bg-surface p-3 pt-4">
      {/* The door of a bus is on one side, whichever way its passengers read. */}
      <table dir="ltr" className="border-separate border-spacing-1.5">
        <caption className="pb-2 text-sm font-semibold text-muted">{caption}</caption>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={rowIndex}>
              <th scope="row" className="sr-only">
                {text('seats.row', { row: rowIndex + 1 })}
              </th>
              {row.map((cell, cellIndex) => (
                <td key={cellIndex} className="p-0">
                  {cell.kind === 'seat' ? drawSeat(cell) : <Fixture kind={cell.kind} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Fixture({ kind }: { readonly kind: Exclude<LayoutCell['kind'], 'seat'> }) {
  const text = useText();
  if (kind === 'aisle' || kind === 'empty') return <span className="block size-11" />;
  return (
    <span className="grid size-11 place-items-center rounded-sm bg-sunken text-xs font-semibold text-muted">
      {text(kind === 'door' ? 'seats.door' : 'seats.wc')}
    </span>
  );
}
