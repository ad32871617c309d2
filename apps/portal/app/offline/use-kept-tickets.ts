import { useEffect, useRef } from 'react';
import { useNavigation } from 'react-router';
import type { KeptTicket } from './kept-tickets-worker.ts';

/** Has this page of tickets kept on the device, as it is now, so that it can be read without a network. */
export function useKeptTickets(link: string, mark: string): void {
  // Who is signing out at this moment leaves nothing behind.
  const isLeaving = useRef(false);
  isLeaving.current = useNavigation().formAction !== undefined;
  useEffect(() => {
    // Absent where a page came without TLS, and in old browsers: the ticket is then only shown.
    if (!('serviceWorker' in navigator)) return undefined;
    let isGone = false;
    const ask = async (): Promise<void> => {
      await navigator.serviceWorker.register('/sw.js');
      const { active } = await navigator.serviceWorker.ready;
      const wish: KeptTicket = { keep: `/t/${link}` };
      if (!isGone && !isLeaving.current) active?.postMessage(wish);
    };
    // Without it nothing but this is missing.
    ask().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [link, mark]);
}
