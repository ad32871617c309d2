import { setTimeout as wait } from 'node:timers/promises';
import { openHttpConnection, type HttpConnection } from './http-connection.ts';
import { holdRequests } from './hold-requests.ts';
import type { LoadReport, RequestJob } from './load-job.ts';
import { paymentRequests } from './payment-requests.ts';
import type { HttpAnswer } from './read-answer.ts';
import { searchRequests } from './search-requests.ts';

/** What clients ask, and what an answer comes to. */
export type Requests = {
  readonly connections: number;
  /** Undefined when there is nothing left to ask. */
  next(connection: number): string | undefined;
  outcomeOf(answer: HttpAnswer): string;
};

/** A server that fails is not asked thousands of times more, and no run hangs on it. */
const mostFailures = 100;

/** "Come again" is no decision and no failure, and the same is asked again. A person would wait a second; a client here less, to keep the load up. */
const turnedAway = 503;
const turnedAwayMilliseconds = 50;

/** Every client asks, waits for the answer and asks again, until the time is over; answers that are on their way count. */
export async function runLoad(job: RequestJob): Promise<LoadReport> {
  const requests = requestsOf(job);
  const connections = await openConnections(job.address, requests.connections);
  const outcomes: Record<string, number> = {};
  const latenciesMilliseconds: number[] = [];
  const note = (outcome: string): void => void (outcomes[outcome] = (outcomes[outcome] ?? 0) + 1);
  const startedAt = performance.now();
  const deadline = startedAt + job.seconds * 1_000;
  let failures = 0;

  const drive = async (connection: HttpConnection, index: number): Promise<void> => {
    let request = requests.next(index);
    while (request !== undefined && performance.now() < deadline && failures < mostFailures) {
      const askedAt = performance.now();
      const answer = await connection.ask(request).catch((error: unknown) => `NO_ANSWER (${String(error)})`);
      if (typeof answer === 'string') {
        note(answer);
        failures += 1;
        return;
      }
      if (answer.status === turnedAway) {
        note('turned-away');
        await wait(turnedAwayMilliseconds);
        continue;
      }
      latenciesMilliseconds.push(performance.now() - askedAt);
      const outcome = requests.outcomeOf(answer);
      note(outcome);
      if (outcome === outcome.toUpperCase()) failures += 1;
      request = requests.next(index);
    }
  };
  await Promise.all(connections.map(drive));

  const seconds = (performance.now() - startedAt) / 1_000;
  for (const connection of connections) connection.close();
  return { outcomes, latenciesMilliseconds, seconds };
}

function requestsOf(job: RequestJob): Requests {
  if (job.kind === 'holds') return holdRequests(job);
  return job.kind === 'searches' ? searchRequests(job) : paymentRequests(job);
}

/** A listening socket queues some hundred connections that nobody has taken yet. */
const openAtOnce = 100;

/** Opened before the run, so that no measured answer waits for one. */
async function openConnections(address: string, count: number): Promise<HttpConnection[]> {
  const connections: HttpConnection[] = [];
  while (connections.length < count) {
    const some = Math.min(openAtOnce, count - connections.length);
    connections.push(
      ...(await Promise.all(Array.from({ length: some }, async () => await openHttpConnection(address)))),
    );
  }
  return connections;
}
