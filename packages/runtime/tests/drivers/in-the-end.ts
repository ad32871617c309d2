import { vi } from 'vitest';

/** Tries an expectation until it holds; servers that start anew on a busy machine need their time. */
export async function inTheEnd(expectation: () => Promise<void>): Promise<void> {
  await vi.waitFor(expectation, { timeout: 90_000, interval: 50 });
}
