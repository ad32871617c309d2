import { openHoldClient, type HoldClient } from './hold-client.ts';
import { attemptsOf, type LoadJob, type LoadReport } from './load-job.ts';

/** A server that fails is not asked thousands of times more, and no run hangs on it. */
const mostFailures = 100;

/** Every client asks, waits for the answer and asks again, until the time is over; answers that are on their way count. */
export async function runLoad(job: LoadJob): Promise<LoadReport> {
  const clients = await Promise.all(job.accessTokens.map((token) => openHoldClient(job.address, token)));
  const next = attemptsOf(job);
  const outcomes: Record<string, number> = {};
  const latenciesMilliseconds: number[] = [];
  const startedAt = performance.now();
  const deadline = startedAt + job.seconds * 1_000;
  let failures = 0;

  const drive = async (client: HoldClient): Promise<void> => {
    while (performance.now() < deadline && failures < mostFailures) {
      const attempt = next();
      if (attempt === undefined) return;
      const askedAt = performance.now();
      const outcome = await client.hold(attempt);
      latenciesMilliseconds.push(performance.now() - askedAt);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome !== 'held' && outcome !== 'taken') failures += 1;
    }
  };
  await Promise.all(clients.map(drive));

  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(clients.map((client) => client.close()));
  return {
    outcomes,
    latenciesMilliseconds,
    seconds,
    hotAttempts: job.workload === 'hot' ? latenciesMilliseconds.length : 0,
  };
}
