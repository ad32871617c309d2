import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useNavigation, useRevalidator } from 'react-router';
import { followSeats } from './follow-seats.ts';
import type { TripPage } from './load-trip.server.ts';
import { seatNews, type SeatNews } from './seat-news.ts';

export type LiveSeats = {
  readonly taken: readonly number[];
  readonly news: SeatNews | undefined;
  /** Seats that were chosen here and somebody else has now; told until the person chooses again. */
  readonly lost: readonly number[];
  /** Whether the seat that had the focus is gone, so that the focus must go somewhere. */
  readonly hasTakenFocus: boolean;
  /** Every seat that somebody else had since the page was drawn: it is not chosen again by itself when it is free again. */
  readonly everTaken: ReadonlySet<number>;
  /** The person has chosen again: what was lost before needs no more telling. */
  readonly acknowledge: () => void;
};

type Seen = Omit<LiveSeats, 'acknowledge'> & { readonly page: TripPage };

/**
 * Keeps the taken seats of a page current: after the page was drawn, while somebody can see it, and not while it is being
 * left, since one's own hold takes one's own seats. `chosenNow` answers the seats that are ticked at this moment.
 */
export function useLiveSeats(page: TripPage, chosenNow: () => readonly number[]): LiveSeats {
  const [seen, setSeen] = useState(() => asDrawn(page));
  if (seen.page !== page) setSeen(asDrawn(page));
  const known = useRef(seen.taken);
  known.current = seen.taken;
  const read = useRef(chosenNow);
  read.current = chosenNow;
  const { revalidate } = useRevalidator();
  const isStaying = useNavigation().state === 'idle';
  const isFollowing = useIsVisible() && isStaying;
  const { updates, map } = page.live;
  useEffect(() => {
    if (!isFollowing) return undefined;
    return followSeats(
      { updates, map },
      {
        taken: (taken) => {
          const news = seatNews(known.current, taken, read.current());
          known.current = taken;
          if (news === undefined) return;
          const gone = [...news.taken, ...news.lost];
          const hasTakenFocus = gone.includes(focusedSeat());
          setSeen((before) => ({
            ...before,
            taken,
            news,
            lost: [...before.lost, ...news.lost].filter((seat) => taken.includes(seat)),
            hasTakenFocus,
            everTaken: new Set([...before.everTaken, ...gone]),
          }));
        },
        // The page says why nothing is sold any more.
        closed: () => void revalidate(),
      },
    );
  }, [isFollowing, updates, map, revalidate]);
  return {
    ...seen,
    acknowledge: () => setSeen((before) => (before.lost.length === 0 ? before : { ...before, lost: [] })),
  };
}

function asDrawn(page: TripPage): Seen {
  return { page, taken: page.taken, news: undefined, lost: [], hasTakenFocus: false, everTaken: new Set() };
}

/** The number of the seat that has the focus, or 0. */
function focusedSeat(): number {
  const focused = document.activeElement;
  return focused instanceof HTMLInputElement && focused.name === 'seat' ? Number(focused.value) : 0;
}

function useIsVisible(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed);
      return () => document.removeEventListener('visibilitychange', changed);
    },
    () => document.visibilityState === 'visible',
    () => true,
  );
}
