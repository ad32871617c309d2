import { useEffect, useState } from 'react';
import type { PlaceChoice } from './resolve-place.ts';

/** A pause in typing, and how long a text is before it is worth asking. */
const pauseMilliseconds = 150;
const shortestText = 1;

/** Places for what is being typed; empty while closed, when nothing fits and when the network is away: the plain form still works. */
export function useSuggestions(text: string, open: boolean): readonly PlaceChoice[] {
  const [places, setPlaces] = useState<readonly PlaceChoice[]>([]);
  useEffect(() => {
    if (!open || text.trim().length < shortestText) {
      setPlaces([]);
      return undefined;
    }
    const asking = new AbortController();
    const pause = setTimeout(() => {
      askPlaces(text, asking.signal).then(setPlaces, () => undefined);
    }, pauseMilliseconds);
    return () => {
      clearTimeout(pause);
      asking.abort();
    };
  }, [text, open]);
  return places;
}

async function askPlaces(text: string, signal: AbortSignal): Promise<readonly PlaceChoice[]> {
  const response = await fetch(`/places?${new URLSearchParams({ text }).toString()}`, { signal });
  const answer: { places?: readonly PlaceChoice[] } = response.ok ? await response.json() : {};
  return answer.places ?? [];
}
