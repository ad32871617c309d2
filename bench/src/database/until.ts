import { setTimeout as wait } from 'node:timers/promises';

/** Looks until there is something, or until the time is over: then undefined. */
export async function until<Value>(
  look: () => Promise<Value | undefined>,
  { mostSeconds, everyMilliseconds }: { readonly mostSeconds: number; readonly everyMilliseconds: number },
): Promise<{ readonly value: Value; readonly seconds: number } | undefined> {
  const startedAt = performance.now();
  for (;;) {
    const value = await look();
    const seconds = (performance.now() - startedAt) / 1_000;
    if (value !== undefined) return { value, seconds };
    if (seconds > mostSeconds) return undefined;
    await wait(everyMilliseconds);
  }
}
