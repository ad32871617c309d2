import { useEffect, useRef, useState } from 'react';
import { useRevalidator } from 'react-router';

/** What the small address answers. Another mark than the page's own means that the page is old. */
export type Progress = { readonly mark: string; readonly secondsLeft?: number };

type Watch = {
  readonly address: string;
  readonly mark: string;
  readonly everySeconds: number;
};

/** An answer takes a moment; one that takes so long is none. */
const patienceMilliseconds = 10_000;
/** However long it was in vain, who is back sees it within half a minute; a phone that says it is connected again is asked for at once. */
const longestSecondsInVain = 30;

/** When to ask next: as often as the page wants, and ever more seldom while nobody answers. */
export function secondsUntilNext(everySeconds: number, inVain: number): number {
  return inVain === 0
    ? everySeconds
    : Math.min(everySeconds * 2 ** inVain, Math.max(everySeconds, longestSecondsInVain));
}

/**
 * Keeps a page current: asks a small address now and then, and when the phone wakes up, and has the page drawn anew when
 * something changed. A lost connection changes nothing on the page; `isReachable` tells of it, and it is asked on.
 */
export function useProgress({ address, mark, everySeconds }: Watch): {
  readonly isReachable: boolean;
  readonly seen: Progress | undefined;
} {
  const [isReachable, setReachable] = useState(true);
  const [last, setLast] = useState<Progress | undefined>(undefined);
  const { revalidate } = useRevalidator();
  const known = useRef(mark);
  known.current = mark;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let inVain = 0;
    const ending = new AbortController();
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const seen = await readProgress(address, ending.signal);
      if (ending.signal.aborted) return;
      inVain = seen === undefined ? inVain + 1 : 0;
      setReachable(seen !== undefined);
      if (seen !== undefined) setLast(seen);
      if (seen !== undefined && seen.mark !== known.current) await revalidate();
      if (!ending.signal.aborted) timer = setTimeout(() => void look(), secondsUntilNext(everySeconds, inVain) * 1000);
    };
    const onLine = (): void => void look();
    const onWake = (): void => {
      if (document.visibilityState === 'visible') void look();
    };
    timer = setTimeout(() => void look(), everySeconds * 1000);
    document.addEventListener('visibilitychange', onWake);
    // Also when the back button brings up the page as it was, and when the phone itself knows.
    window.addEventListener('pageshow', onWake);
    window.addEventListener('online', onLine);
    window.addEventListener('offline', onLine);
    return () => {
      ending.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onWake);
      window.removeEventListener('pageshow', onWake);
      window.removeEventListener('online', onLine);
      window.removeEventListener('offline', onLine);
    };
  }, [address, everySeconds, revalidate]);
  return { isReachable, seen: last };
}

async function readProgress(address: string, signal: AbortSignal): Promise<Progress | undefined> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
      headers: { accept: 'application/json' },
    });
    if (!response.ok) return undefined;
    const progress: Progress = await response.json();
    return typeof progress.mark === 'string' ? progress : undefined;
  } catch {
    return undefined;
  }
}
