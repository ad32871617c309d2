import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useText } from '../messages/text-context.tsx';
import { Notice } from '../ui/notice.tsx';
import type { TripPage } from './load-trip.server.ts';
import { seatLabels } from './seat-labels.ts';
import type { TripProblem } from './trip-page.tsx';

/** Says at once why the seats are not held, naming those somebody else got; focused, so that it is read out. */
export function SeatProblem({ page, problem }: { readonly page: TripPage; readonly problem: TripProblem }) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const labelsOf = seatLabels(page.decks);
  const lost = labelsOf(problem.chosen.filter((seat) => page.taken.includes(seat)));
  const kept = labelsOf(problem.chosen.filter((seat) => !page.taken.includes(seat)));
  const lostOutbound = page.outbound?.lostLabels ?? [];
  return (
    <div ref={box} tabIndex={-1} className="mb-5 rounded-md">
      <Notice tone="bad" role="alert" title={text(problem.problem)}>
        {problem.lost && lost.length > 0 && (
          <p>{text('seats.lost.here', { count: lost.length, seats: lost.join(', ') })}</p>
        )}
        {problem.lost && lost.length > 0 && kept.length > 0 && (
          <p>{text('seats.lost.kept', { count: kept.length, seats: kept.join(', ') })}</p>
        )}
        {problem.lost && lostOutbound.length > 0 && page.outbound !== undefined && (
          <p>
            {text('seats.lost.outbound', { count: lostOutbound.length, seats: lostOutbound.join(', ') })}{' '}
            <Link className="font-semibold underline" to={page.outbound.seatMapAddress}>
              {text('seats.lost.outbound.link')}
            </Link>
          </p>
        )}
        {problem.lost && lost.length + lostOutbound.length === 0 && <p>{text('seats.lost.free-again')}</p>}
      </Notice>
    </div>
  );
}
