import type { LayoutCell } from '@safiri/contracts';
import { AccessibleIcon, WomanIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

export type SeatChoice = 'checkbox' | 'radio';

type SeatCellProps = {
  readonly cell: Extract<LayoutCell, { readonly kind: 'seat' }>;
  readonly taken: boolean;
  /** Whether nobody has it, but women alone can: it is taken for everybody else. */
  readonly forWomen: boolean;
  readonly chosen: boolean;
  /** The class of most seats of this bus; only others are named. */
  readonly commonClass: string;
  readonly choice: SeatChoice;
};

export function SeatCell({ cell, taken, forWomen, chosen, commonClass, choice }: SeatCellProps) {
  const text = useText();
  const isSpecial = cell.class !== commonClass;
  const name = [
    text('seats.seat', { label: cell.label }),
    isSpecial ? cell.class : '',
    cell.accessible === true ? text('seats.accessible') : '',
    forWomen ? text('seats.for-women') : taken ? text('seats.taken') : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
  return (
    <label
      className={`seat-box relative grid size-11 place-items-center rounded-t-md rounded-b-sm border-2 border-b-4 text-sm font-bold tabular-nums ${taken ? `border-line bg-sunken text-muted ${forWomen ? 'border-dashed' : 'line-through'}` : 'cursor-pointer border-brand bg-tint text-ink hover:bg-paper'}`}
    >
      {/* Drawn anew when somebody else takes the seat, so that its tick goes with it. */}
      <input
        key={taken ? 'taken' : 'free'}
        type={choice}
        name="seat"
        value={cell.seat}
        disabled={taken}
        defaultChecked={chosen && !taken}
        aria-label={name}
        className="absolute inset-0 size-full scroll-mb-32 cursor-pointer appearance-none rounded-sm outline-none disabled:cursor-not-allowed"
      />
      <span aria-hidden="true" className="pointer-events-none">
        {cell.label}
      </span>
      {cell.accessible === true && <AccessibleIcon className="pointer-events-none absolute end-0.5 top-0.5 size-3" />}
      {forWomen && <WomanIcon className="pointer-events-none absolute start-0.5 top-0.5 size-3" />}
      {isSpecial && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute bottom-0.5 text-[0.5625rem] leading-none font-bold uppercase"
        >
          {cell.class.slice(0, 6)}
        </span>
      )}
    </label>
  );
}
