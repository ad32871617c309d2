import { useEffect, useRef, type ReactNode } from 'react';
import { ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { addressOfChoice, waitingListOf, writeJourneyChoice } from './journey-choice.ts';
import type { TripPage } from './load-trip.server.ts';
import { seatLabels } from './seat-labels.ts';
import { takenFor } from './seats-for.ts';
import type { TripProblem } from './trip-page.tsx';

type SeatProblemProps = {
  readonly page: TripPage;
  readonly problem: TripProblem;
  /** Ticks these seats instead of those that are ticked. */
  readonly choose: (seats: readonly number[]) => void;
  /** Whether the page will ask again by itself. */
  readonly willTryAgain: boolean;
};

/** Says at once why the seats are not held, and what can be done about it; focused, so that it is read out. */
export function SeatProblem({ page, problem, choose, willTryAgain }: SeatProblemProps) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const { retry } = problem;
  return (
    <div ref={box} tabIndex={-1} className="mb-5 rounded-md">
      <Notice tone="bad" role="alert" title={text(problem.problem)}>
        {problem.alternatives !== undefined && (
          <>
            <LostHere page={page} problem={problem} choose={choose} />
            <LostOutbound page={page} problem={problem} />
          </>
        )}
        {problem.fullTripId !== undefined && <Full page={page} tripId={problem.fullTripId} />}
        {retry !== undefined && willTryAgain && (
          <p className="needs-script">{text('seats.retry.waits', { seconds: retry.afterSeconds })}</p>
        )}
      </Notice>
    </div>
  );
}

type LostProps = Pick<SeatProblemProps, 'page' | 'problem'>;

function LostHere({ page, problem, choose }: LostProps & Pick<SeatProblemProps, 'choose'>) {
  const text = useText();
  const { choice } = problem;
  const taken = takenFor(page.seats, choice);
  const forWomen = choice.seats.filter((seat) => taken.includes(seat) && page.seats.womenOnly?.includes(seat) === true);
  const lost = choice.seats.filter((seat) => taken.includes(seat) && !forWomen.includes(seat));
  const kept = choice.seats.filter((seat) => !taken.includes(seat));
  const named = namer(page.decks);
  const instead = problem.alternatives?.find(({ tripId }) => tripId === choice.tripId)?.seats;
  if (kept.length === choice.seats.length)
    return page.outbound === undefined || page.outbound.lost.length === 0 ? (
      <p>{text('seats.lost.free-again')}</p>
    ) : null;
  return (
    <>
      {lost.length > 0 && <p>{text('seats.lost.here', named(lost))}</p>}
      {forWomen.length > 0 && <p>{text('seats.lost.for-women', named(forWomen))}</p>}
      {kept.length > 0 && <p>{text('seats.lost.kept', named(kept))}</p>}
      {instead !== undefined && (
        <Instead
          to={addressOfChoice({ ...choice, seats: instead }, page.outbound?.text)}
          choose={() => choose(instead)}
        >
          {text('seats.lost.instead', named(instead))}
        </Instead>
      )}
    </>
  );
}

function LostOutbound({ page, problem }: LostProps) {
  const text = useText();
  const { outbound } = page;
  if (outbound === undefined || outbound.lost.length === 0) return null;
  const named = namer(outbound.decks);
  const instead = problem.alternatives?.find(({ tripId }) => tripId === outbound.choice.tripId)?.seats;
  return (
    <>
      <p>{text('seats.lost.outbound', named(outbound.lost))}</p>
      {instead !== undefined && (
        <Instead to={addressOfChoice(problem.choice, writeJourneyChoice({ ...outbound.choice, seats: instead }))}>
          {text('seats.lost.outbound.instead', named(instead))}
        </Instead>
      )}
      <ButtonLink look="quiet" to={addressOfChoice(outbound.choice)}>
        {text('seats.lost.outbound.link')}
      </ButtonLink>
    </>
  );
}

/** Of this trip the page itself offers the waiting list, since none of its seats is left. */
function Full({ page, tripId }: { readonly page: TripPage; readonly tripId: number }) {
  const text = useText();
  const { outbound } = page;
  if (outbound?.choice.tripId !== tripId) return null;
  return (
    <>
      <p>{text('seats.full.outbound')}</p>
      <ButtonLink look="secondary" className="mt-3" to={waitingListOf(outbound.choice)}>
        {text('waiting-list.link')}
      </ButtonLink>
    </>
  );
}

/** A link to the page with these seats ticked, which a script ticks at once. */
function Instead(props: { readonly to: string; readonly choose?: () => void; readonly children: ReactNode }) {
  const { choose } = props;
  return (
    <ButtonLink
      look="secondary"
      className="my-3 w-full sm:w-auto"
      to={props.to}
      preventScrollReset
      onClick={(event) => {
        if (choose === undefined) return;
        event.preventDefault();
        choose();
      }}
    >
      {props.children}
    </ButtonLink>
  );
}

function namer(decks: TripPage['decks']): (seats: readonly number[]) => { count: number; seats: string } {
  const labelsOf = seatLabels(decks);
  return (seats) => ({ count: seats.length, seats: labelsOf(seats).join(', ') });
}
