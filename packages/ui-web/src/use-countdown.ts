import { useEffect, useState } from 'react';

/** Seconds left since the server said how many, counted down on this page; begins anew with every new answer. */
export function useCountdown(said: { readonly seconds: number }): number {
  const [left, setLeft] = useState(said.seconds);
  useEffect(() => {
    const start = performance.now();
    const count = (): void => setLeft(said.seconds - (performance.now() - start) / 1000);
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [said]);
  return left;
}
