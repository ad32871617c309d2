import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useNavigation, useRevalidator } from 'react-router';
import { followSeats, type SeatsLink } from './follow-seats.ts';
import type { TripPage } from './load-trip.server.ts';
import { seatNews, type SeatNews } from './seat-news.ts';
import { takenFor, type SeatsNow } from './seats-for.ts';

export type LiveSeats = {
  /** Seats that this visitor cannot have. */
  readonly taken: readonly number[];
  /** Seats that women who travel alone can have. */
  readonly womenOnly: readonly number[];
  readonly news: SeatNews | undefined;
  /** Undefined until it is known whether the page is told of changes. */
  readonly link: SeatsLink | undefined;
  /** Seats that were chosen here and somebody else has now; told until the person chooses again. */
  readonly lost: readonly number[];
  /** Whether the seat that had the focus is gone, so that the focus must go somewhere. */
  readonly hasTakenFocus: boolean;
  /** Every seat that somebody else had since the page was drawn: it is not chosen again by itself when it is free again. */
  readonly everTaken: ReadonlySet<number>;
  /** The person has chosen again: what was lost before needs no more telling. */
  readonly acknowledge: () => void;
};

type Seen = Omit<LiveSeats, 'acknowledge' | 'taken' | 'womenOnly'> & {
  readonly page: TripPage;
  readonly seats: SeatsNow;
};

type Chooser = {
  /** Whether she says that she is a woman who travels alone. */
  readonly alone: boolean;
  /** The seats that are ticked at this moment. */
  readonly chosenNow: () => readonly number[];
};

/**
 * Keeps the taken seats of a page current: after the page was drawn, while somebody can see it, and not while it is being
 * left, since one's own hold takes one's own seats.
 */
export function useLiveSeats(page: TripPage, chooser: Chooser): LiveSeats {
  const [seen, setSeen] = useState(() => asDrawn(page));
  if (seen.page !== page) setSeen({ ...asDrawn(page), link: seen.link });
  const known = useRef(seen.seats);
  known.current = seen.seats;
  const read = useRef(chooser);
  read.current = chooser;
  const { revalidate } = useRevalidator();
  const isStaying = useNavigation().state === 'idle';
  const isFollowing = useIsVisible() && isStaying;
  const { updates, map } = page.live;
  useEffect(() => {
    if (!isFollowing) return undefined;
    return followSeats(
      { updates, map },
      {
        seats: (seats) => {
          const of = (some: SeatsNow): readonly number[] => takenFor(some, read.current);
          const news = seatNews(of(known.current), of(seats), read.current.chosenNow());
          known.current = seats;
          setSeen((before) => ({ ...before, seats, ...(news === undefined ? {} : told(before, news, of(seats))) }));
        },
        link: (link) => {
          setSeen((before) => (before.link === link ? before : { ...before, link }));
          // The page says why nothing is sold any more.
          if (link === 'closed') void revalidate();
        },
      },
    );
  }, [isFollowing, updates, map, revalidate]);
  const { seats } = seen;
  const { alone } = chooser;
  return {
    ...seen,
    taken: useMemo(() => takenFor(seats, { alone }), [seats, alone]),
    womenOnly: seats.womenOnly ?? noSeats,
    acknowledge: () => setSeen((before) => (before.lost.length === 0 ? before : { ...before, lost: [] })),
  };
}

const noSeats: readonly number[] = [];

function asDrawn(page: TripPage): Seen {
  return {
    page,
    seats: page.seats,
    news: undefined,
    link: undefined,
    lost: [],
    hasTakenFocus: false,
    everTaken: new Set(),
  };
}

function told(before: Seen, news: SeatNews, taken: readonly number[]): Partial<Seen> {
  const gone = [...news.taken, ...news.lost];
  return {
    news,
    lost: [...before.lost, ...news.lost].filter((seat) => taken.includes(seat)),
    hasTakenFocus: gone.includes(focusedSeat()),
    everTaken: new Set([...before.everTaken, ...gone]),
  };
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
