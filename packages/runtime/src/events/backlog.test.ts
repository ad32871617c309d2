import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBacklog, type Backlog } from './backlog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether who gives way to it may go on, after so many milliseconds. */
async function mayGoOn(backlog: Backlog, milliseconds = 0): Promise<boolean> {
  let resolved = false;
  void backlog.caughtUp().then(() => (resolved = true));
  await vi.advanceTimersByTimeAsync(milliseconds);
  return resolved;
}

describe('who gives way to a queue', () => {
  it('goes on at once while batches are not full', async () => {
    const backlog = createBacklog();
    expect(await mayGoOn(backlog)).toBe(true);
    backlog.took(false);
    expect(await mayGoOn(backlog)).toBe(true);
  });

  it('waits from a full batch to one that is not', async () => {
    const backlog = createBacklog();
    backlog.took(true);
    let resolved = false;
    void backlog.caughtUp().then(() => (resolved = true));
    await vi.advanceTimersByTimeAsync(500);
    backlog.took(true);
    expect(resolved).toBe(false);
    backlog.took(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(resolved).toBe(true);
    expect(await mayGoOn(backlog)).toBe(true);
  });

  it('waits for a second at the most, each time', async () => {
    const backlog = createBacklog();
    for (let turn = 0; turn < 3; turn += 1) {
      backlog.took(true);
      let resolved = false;
      void backlog.caughtUp().then(() => (resolved = true));
      await vi.advanceTimersByTimeAsync(999);
      backlog.took(true);
      expect(resolved).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(resolved).toBe(true);
    }
  });

  it('goes on at once when nothing was taken for a second: the last batch was full by chance', async () => {
    const backlog = createBacklog();
    backlog.took(true);
    expect(await mayGoOn(backlog, 1_000)).toBe(true);
    expect(await mayGoOn(backlog)).toBe(true);
  });
});
