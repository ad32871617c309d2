import { useEffect, useState } from 'react';
import { secondsBetween, type Moment } from './countdown.ts';

/**
 * Seconds left since the server said how many, counted down on this page; begins anew with every new answer. The page gives
 * the wall clock, in milliseconds: the other clock of a browser stands still while some phones sleep.
 */
export function useCountdown(said: { readonly seconds: number }, wallClock: () => number): number {
  const [left, setLeft] = useState(said.seconds);
  useEffect(() => {
    const now = (): Moment => ({ steady: performance.now(), wall: wallClock() });
    const start = now();
    const count = (): void => setLeft(said.seconds - secondsBetween(start, now()));
    count();
    const timer = setInterval(count, 1000);
    // Timers of a page that was not seen come late: it is right before anybody reads it.
    document.addEventListener('visibilitychange', count);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', count);
    };
  }, [said, wallClock]);
  return left;
}
