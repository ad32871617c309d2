import { useEffect, useRef, useState } from 'react';
import type { TripProblem } from './trip-page.tsx';

type Retry = {
  readonly isWaiting: boolean;
  /** The person has done something else meanwhile. */
  readonly stop: () => void;
};

/** Asks again, once, when the time of a refusal that passes by itself is over. */
export function useRetry(due: TripProblem['retry'], ask: () => void): Retry {
  const [stopped, setStopped] = useState<TripProblem['retry']>();
  const latest = useRef(ask);
  latest.current = ask;
  const isWaiting = due !== undefined && due !== stopped;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => latest.current(), due.afterSeconds * 1_000);
    return () => clearTimeout(timer);
  }, [isWaiting, due]);
  return { isWaiting, stop: () => setStopped(due) };
}
