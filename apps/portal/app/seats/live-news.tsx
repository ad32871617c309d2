import { useEffect, useRef } from 'react';
import { Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { TripPage } from './load-trip.server.ts';
import { seatLabels } from './seat-labels.ts';
import type { LiveSeats } from './use-live-seats.ts';

type LiveNewsProps = {
  readonly page: TripPage;
  readonly live: LiveSeats;
  readonly chosen: readonly number[];
};

/** Says what happens to seats while one chooses, and when that is not known: quietly of others' seats, aloud of one's own. */
export function LiveNews({ page, live, chosen }: LiveNewsProps) {
  const text = useText();
  const { news, link, hasTakenFocus } = live;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hasTakenFocus) box.current?.focus();
  }, [hasTakenFocus, news]);
  const labelsOf = seatLabels(page.decks);
  const named = (seats: readonly number[]) => ({ count: seats.length, seats: labelsOf(seats).join(', ') });
  return (
    <div ref={box} tabIndex={-1} className="needs-script mt-4 rounded-md">
      <p role="status" className="min-h-6 text-sm text-muted">
        {[
          news !== undefined && news.taken.length > 0 ? text('seats.live.taken', named(news.taken)) : '',
          news !== undefined && news.freed.length > 0 ? text('seats.live.freed', named(news.freed)) : '',
          link === 'broken' || link === 'closed' ? text(`seats.live.${link}`) : '',
        ]
          .filter((sentence) => sentence !== '')
          .join(' ')}
      </p>
      {live.lost.length > 0 && (
        <div className="mt-2">
          <Notice tone="bad" role="alert" title={text('seats.error.lost')}>
            <p>{text('seats.lost.here', named(live.lost))}</p>
            {chosen.length > 0 && <p>{text('seats.lost.kept', named(chosen))}</p>}
          </Notice>
        </div>
      )}
    </div>
  );
}
