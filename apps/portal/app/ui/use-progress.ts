import { useEffect, useRef, useState } from 'react';
import { useRevalidator } from 'react-router';

/** What the small address answers. Another mark than the page's own means that the page is old. */
export type Progress = { readonly mark: string; readonly secondsLeft?: number };

type Watch = {
  readonly address: string;
  readonly mark: string;
  readonly everySeconds: number;
};

/**
 * Keeps a page current: asks a small address now and then, and when the phone wakes up, and has the page drawn anew when
 * something changed. A lost connection changes nothing on the page; `isReachable` tells of it.
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
    const ending = new AbortController();
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      const seen = await readProgress(address, ending.signal);
      if (ending.signal.aborted) return;
      setReachable(seen !== undefined);
      if (seen !== undefined) setLast(seen);
      if (seen !== undefined && seen.mark !== known.current) await revalidate();
      if (!ending.signal.aborted) timer = setTimeout(() => void look(), everySeconds * 1000);
    };
    const onWake = (): void => {
      if (document.visibilityState === 'visible') void look();
    };
    timer = setTimeout(() => void look(), everySeconds * 1000);
    document.addEventListener('visibilitychange', onWake);
    return () => {
      ending.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onWake);
    };
  }, [address, everySeconds, revalidate]);
  return { isReachable, seen: last };
}

async function readProgress(address: string, signal: AbortSignal): Promise<Progress | undefined> {
  try {
    const response = await fetch(address, { signal, headers: { accept: 'application/json' } });
    if (!response.ok) return undefined;
    const progress: Progress = await response.json();
    return typeof progress.mark === 'string' ? progress : undefined;
  } catch {
    return undefined;
  }
}
