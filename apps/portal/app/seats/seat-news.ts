/** What happened to seats while somebody looks at them. */
export type SeatNews = {
  /** Taken by somebody else just now, and not chosen here. */
  readonly taken: readonly number[];
  readonly freed: readonly number[];
  /** Chosen here and taken by somebody else just now. */
  readonly lost: readonly number[];
};

/** Undefined when the same seats are taken as before. */
export function seatNews(
  before: readonly number[],
  now: readonly number[],
  chosen: readonly number[],
): SeatNews | undefined {
  const [wasTaken, isTaken, isChosen] = [new Set(before), new Set(now), new Set(chosen)];
  const newly = now.filter((seat) => !wasTaken.has(seat));
  const freed = before.filter((seat) => !isTaken.has(seat));
  if (newly.length + freed.length === 0) return undefined;
  return {
    taken: newly.filter((seat) => !isChosen.has(seat)),
    freed,
    lost: newly.filter((seat) => isChosen.has(seat)),
  };
}
