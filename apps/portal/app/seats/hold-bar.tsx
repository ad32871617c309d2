import type { RefObject } from 'react';
import { Button } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { useNavigation } from 'react-router';
import { mostSeats } from './journey-choice.ts';
import type { TripPage } from './load-trip.server.ts';
import { seatLabels } from './seat-labels.ts';

type HoldBarProps = {
  readonly page: TripPage;
  readonly chosen: readonly number[];
  readonly button: RefObject<HTMLButtonElement | null>;
};

/** What is chosen and what it costs, always in reach of a thumb, with the button that holds it. */
export function HoldBar({ page, chosen, button }: HoldBarProps) {
  const text = useText();
  const holding = useNavigation().formData?.get('intent') === 'hold';
  const labelsOf = seatLabels(page.decks);
  const total = page.totals?.[chosen.length];
  return (
    <div className="sticky bottom-0 z-[5] -mx-4 mt-6 border-t border-line bg-surface px-4 py-3 sm:mx-0 sm:rounded-lg sm:border">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="needs-script min-h-6">
          {chosen.length === 0 ? (
            <span className="text-muted">{text('seats.none-yet')}</span>
          ) : (
            <>
              <span className="block text-sm text-muted">
                {text('seats.chosen', {
                  count: chosen.length,
                  seats: labelsOf(chosen).join(', '),
                })}
              </span>
              {chosen.length > mostSeats ? (
                <strong className="text-bad">{text('seats.error.too-many')}</strong>
              ) : (
                <strong className="text-lg">
                  {total ?? ''}
                  {page.outbound !== undefined && total !== undefined ? ` ${text('seats.both-ways')}` : ''}
                </strong>
              )}
            </>
          )}
        </p>
        <Button ref={button} name="intent" value="hold" className="grow sm:grow-0">
          {text(holding ? 'seats.holding' : 'seats.hold')}
        </Button>
      </div>
    </div>
  );
}
