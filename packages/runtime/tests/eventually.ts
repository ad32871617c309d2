import { vi } from 'vitest';

/** Tries an expectation until it holds; the limit is for a machine that others use too. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
  await vi.waitFor(expectation, { timeout: 30_000, interval: 20 });
}
