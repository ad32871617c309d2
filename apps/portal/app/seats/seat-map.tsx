import type { LayoutCell, SeatMap as SeatMapContract } from '@safiri/contracts';
import { useText } from '../messages/text-context.tsx';
import { SeatCell } from './seat-cell.tsx';
import { SeatLegend } from './seat-legend.tsx';

type SeatMapProps = {
  readonly decks: SeatMapContract['decks'];
  readonly taken: readonly number[];
  readonly chosen: readonly number[];
};

/** The bus from above, the front at the top: a table a deck, a checkbox a seat. */
export function SeatMap({ decks, taken, chosen }: SeatMapProps) {
  const text = useText();
  const cells = decks.flatMap((deck) => deck.rows.flat());
  const seatCells = cells.flatMap((cell) => (cell.kind === 'seat' ? [cell] : []));
  const classes = [...new Set(seatCells.map((cell) => cell.class))];
  const commonClass = classes.toSorted((one, other) => countOf(other) - countOf(one))[0] ?? '';
  const takenSeats = new Set(taken);
  const chosenSeats = new Set(chosen);
  return (
    <>
      <SeatLegend classes={classes} hasAccessible={seatCells.some((cell) => cell.accessible === true)} />
      <div className="flex flex-wrap gap-6">
        {decks.map((deck, deckIndex) => (
          <div
            key={deck.name}
            className="max-w-full overflow-x-auto rounded-t-[2.5rem] rounded-b-lg border-2 border-edge bg-surface p-3 pt-4"
          >
            <table className="border-separate border-spacing-1.5">
              <caption className="pb-2 text-sm font-semibold text-muted">
                {decks.length === 1
                  ? text('seats.front')
                  : text('seats.front.deck', { deck: deck.name === '' ? String(deckIndex + 1) : deck.name })}
              </caption>
              <tbody>
                {deck.rows.map((row, rowIndex) => (
                  // Rows and cells are places on a drawing: their position is what they are.
                  <tr key={rowIndex}>
                    <th scope="row" className="sr-only">
                      {text('seats.row', { row: rowIndex + 1 })}
                    </th>
                    {row.map((cell, cellIndex) => (
                      <td key={cellIndex} className="p-0">
                        {drawCell(cell)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
      </div>
    </>
  );

  function countOf(name: string): number {
    return seatCells.filter((cell) => cell.class === name).length;
  }

  function drawCell(cell: LayoutCell) {
    if (cell.kind === 'seat')
      return (
        <SeatCell
          cell={cell}
          taken={takenSeats.has(cell.seat)}
          chosen={chosenSeats.has(cell.seat)}
          commonClass={commonClass}
        />
      );
    if (cell.kind === 'door') return <Fixture label={text('seats.door')} />;
    if (cell.kind === 'wc') return <Fixture label={text('seats.wc')} />;
    return <span className="block size-11" />;
  }
}

function Fixture({ label }: { readonly label: string }) {
  return (
    <span className="grid size-11 place-items-center rounded-sm bg-sunken text-xs font-semibold text-muted">
      {label}
    </span>
  );
}
