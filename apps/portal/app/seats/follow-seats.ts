import type { SeatsNow } from './seats-for.ts';

/** Where a browser asks about the seats of a stretch. */
export type SeatAddresses = {
  /** The stream of what is taken. */
  readonly updates: string;
  /** The map itself, for browsers and networks that carry no streams. */
  readonly map: string;
};

/** What the map is: current at every moment, looked at now and then, or of a stretch whose seats are not sold at present. */
export type SeatsLink = 'live' | 'broken' | 'closed';

export type SeatsHearer = {
  readonly seats: (now: SeatsNow) => void;
  /** Called when it becomes different. */
  readonly link: (state: SeatsLink) => void;
};

/** From the first of these up to the last, twice as long each time: an unchanged map costs a 304. */
const waitMilliseconds = { first: 2_000, last: 20_000 };

/**
 * Tells which seats are taken, now and whenever that changes, until what it answers is called. A stream that was refused or
 * has said its last word is opened again, after ever longer; meanwhile the map itself is read each time.
 */
export function followSeats({ updates, map }: SeatAddresses, hearer: SeatsHearer): () => void {
  const ending = new AbortController();
  let tries = 0;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let link: SeatsLink | undefined;
  const tell = (state: SeatsLink): void => {
    if (state === link) return;
    link = state;
    hearer.link(state);
  };
  const ask = async (): Promise<void> => {
    const now = await readMap(map, ending.signal);
    if (now !== undefined && !ending.signal.aborted) hearer.seats(now);
  };
  const connectLater = (state: SeatsLink): void => {
    source?.close();
    tell(state);
    timer = setTimeout(connect, pauseAfter(tries));
    tries += 1;
  };
  const connect = (): void => {
    if (!('EventSource' in globalThis)) {
      void ask();
      connectLater('broken');
      return;
    }
    const stream = new EventSource(updates);
    source = stream;
    // What was closed may say its last word again: it is live when it tells of seats.
    stream.addEventListener('open', () => {
      if (link !== 'closed') tell('live');
    });
    stream.addEventListener('taken', ({ data }: MessageEvent<unknown>) => {
      tries = 0;
      tell('live');
      const now = readSeatsNow(data);
      if (now !== undefined) hearer.seats(now);
    });
    stream.addEventListener('closed', () => connectLater('closed'));
    stream.addEventListener('error', () => {
      // A line that broke is made anew by the browser itself; a refusal, or a proxy that carries no streams, is left to us.
      if (stream.readyState !== EventSource.CLOSED) return tell('broken');
      void ask();
      connectLater('broken');
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
    ending.abort();
  };
}

/** Not all at the same moment: a server that comes back has everybody's browser to answer. */
function pauseAfter(tries: number): number {
  const longest = Math.min(waitMilliseconds.last, waitMilliseconds.first * 2 ** tries);
  return longest * (0.5 + Math.random() / 2);
}

async function readMap(address: string, signal: AbortSignal): Promise<SeatsNow | undefined> {
  try {
    // The browser asks with the ETag of what it has, and gives that again when it hears 304.
    const response = await fetch(address, { signal, cache: 'no-cache', headers: { accept: 'application/json' } });
    return response.ok ? readSeatsNow(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for anything that names no seats. */
function readSeatsNow(text: unknown): SeatsNow | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    if (typeof value !== 'object' || value === null || !('taken' in value) || !('womenOnly' in value)) return undefined;
    const { taken, womenOnly } = value;
    return areSeats(taken) && (womenOnly === null || areSeats(womenOnly)) ? { taken, womenOnly } : undefined;
  } catch {
    return undefined;
  }
}

function areSeats(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((seat) => typeof seat === 'number');
}
