/** Where a browser asks about the seats of a stretch. */
export type SeatAddresses = {
  /** The stream of what is taken. */
  readonly updates: string;
  /** The map itself, for browsers and networks that carry no streams. */
  readonly map: string;
};

type Hearer = {
  readonly taken: (seats: readonly number[]) => void;
  /** No seat of the stretch is sold any more. */
  readonly closed: () => void;
};

/** How often the map is asked for where there is no stream: an unchanged one costs a 304. */
const askMilliseconds = 15_000;

/** Tells which seats are taken, now and whenever that changes, until what it answers is called. */
export function followSeats({ updates, map }: SeatAddresses, hearer: Hearer): () => void {
  if (!('EventSource' in globalThis)) return askNowAndThen(map, hearer);
  const source = new EventSource(updates);
  let stop = (): void => source.close();
  source.addEventListener('taken', ({ data }: MessageEvent<unknown>) => {
    const seats = readTaken(data);
    if (seats !== undefined) hearer.taken(seats);
  });
  source.addEventListener('closed', () => {
    source.close();
    hearer.closed();
  });
  source.addEventListener('error', () => {
    // A line that broke is made anew by the browser itself; a refusal, or a proxy that carries no streams, is final.
    if (source.readyState === EventSource.CLOSED) stop = askNowAndThen(map, hearer);
  });
  return () => stop();
}

function askNowAndThen(address: string, hearer: Hearer): () => void {
  const ending = new AbortController();
  const ask = async (): Promise<void> => {
    const seats = await readMap(address, ending.signal);
    if (seats !== undefined && !ending.signal.aborted) hearer.taken(seats);
  };
  void ask();
  const timer = setInterval(() => void ask(), askMilliseconds);
  return () => {
    clearInterval(timer);
    ending.abort();
  };
}

async function readMap(address: string, signal: AbortSignal): Promise<readonly number[] | undefined> {
  try {
    // The browser asks with the ETag of what it has, and gives that again when it hears 304.
    const response = await fetch(address, { signal, cache: 'no-cache', headers: { accept: 'application/json' } });
    return response.ok ? readTaken(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for anything that is no list of seats. */
function readTaken(text: unknown): readonly number[] | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    const taken: unknown = typeof value === 'object' && value !== null && 'taken' in value ? value.taken : undefined;
    return Array.isArray(taken) && taken.every((seat) => typeof seat === 'number') ? taken : undefined;
  } catch {
    return undefined;
  }
}
