import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { openTestbed } from '@safiri/testkit';
import { createLog, inboxCleaning, startJobs, type Job } from '../src/index.ts';

const log = createLog({ level: 'silent', service: 'test' });

describe('jobs', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function counting(run: (turn: number) => Promise<boolean>, everySeconds = 10): { job: Job; turns: () => number } {
    let turns = 0;
    const next = async (): Promise<boolean> => {
      turns += 1;
      return await run(turns);
    };
    return { job: { name: 'counting', everySeconds, run: next }, turns: () => turns };
  }

  it('run at once, and again after their pause', async () => {
    const { job, turns } = counting(async () => false);
    const running = startJobs([job], log);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(turns()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(turns()).toBe(2);
    await running.stop();
  });

  it('go on while more waits, but give others their turn', async () => {
    const { job, turns } = counting(async (turn) => turn !== 60);
    const running = startJobs([job], log);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(turns()).toBe(50);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(turns()).toBe(60);
    await running.stop();
  });

  it('that fail are tried at their next turn, and hold up no other', async () => {
    const failing = counting(async () => await Promise.reject(new Error('no')));
    const other = counting(async () => false);
    const running = startJobs([failing.job, other.job], log);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([failing.turns(), other.turns()]).toEqual([3, 3]);
    await running.stop();
  });

  it('never overlap themselves, and stop when the step in hand is done', async () => {
    const { promise: allowed, resolve: allow } = Promise.withResolvers<boolean>();
    const { job, turns } = counting(async () => await allowed);
    const running = startJobs([job], log);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turns()).toBe(1);
    let stopped = false;
    const stopping = running.stop().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stopped).toBe(false);
    allow(true);
    await stopping;
    expect(turns()).toBe(1);
  });
});

it('the inbox forgets what no queue can bring again, and nothing younger', async () => {
  const bed = await openTestbed({ service: 'qr', postgres: inject('postgres') });
  await bed.admin(`insert into qr.inbox (message_id, received_at)
    select gen_random_uuid(), now() - interval '121 days' from generate_series(1, 1001)
    union all select gen_random_uuid(), now() - interval '119 days'`);
  const job = inboxCleaning(bed.deps.db);
  expect([await job.run(), await job.run(), await job.run()]).toEqual([true, false, false]);
  expect(await bed.admin('select count(*)::int as left from qr.inbox')).toEqual([{ left: 1 }]);
  await bed.close();
});
