import { holdSeats, pathOf, type Operation } from '@safiri/contracts';
import { network, randomAttempt, randomInteger, type Attempt } from '../workloads.ts';
import type { HoldJob } from './load-job.ts';
import type { HttpAnswer } from './read-answer.ts';
import type { Requests } from './run-load.ts';

/** Holds for the passengers of the job, one for each connection; every request has an idempotency key of its own. */
export function holdRequests(job: HoldJob): Requests {
  const nextTrip = tripsOf(job);
  const heads = job.accessTokens.map((token) => headOf(holdSeats, job.address, token));
  // Keys are unique for each caller, and no guest outlives a job.
  let asked = 0;
  return {
    connections: heads.length,
    next: (connection) => {
      const { tripId, seat, from, to } = randomAttempt(nextTrip());
      const body = `{"trips":[{"tripId":${tripId},"from":${from},"to":${to},"seats":[${seat}]}]}`;
      asked += 1;
      return `${heads[connection]}idempotency-key: bench-${asked}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    },
    outcomeOf,
  };
}

/** The beginning of a caller's every request, without the headers that differ. */
export function headOf(operation: Operation, address: string, accessToken: string): string {
  return [
    `POST ${pathOf(operation)} HTTP/1.1`,
    `host: ${new URL(address).host}`,
    `authorization: Bearer ${accessToken}`,
    'content-type: application/json',
    '',
  ].join('\r\n');
}

/** Which trip the next client wants, whichever of them that is. */
export function tripsOf(job: Pick<HoldJob, 'workload' | 'tripIds' | 'hotAttempts'>): () => Attempt['tripId'] {
  const { tripIds } = job;
  let attempts = job.hotAttempts;
  return () => {
    const index =
      job.workload === 'hot' ? Math.floor(attempts / network.attemptsPerHotTrip) : randomInteger(0, tripIds.length - 1);
    attempts += 1;
    const tripId = tripIds[index];
    if (tripId === undefined) throw new Error('There is no hot trip left: measure fewer seconds.');
    return tripId;
  };
}

/** A body is read only where it says what went wrong. */
function outcomeOf({ status, body }: HttpAnswer): string {
  if (status === holdSeats.success.status) return 'held';
  const code = /"code":"([A-Z_]+)"/.exec(body.toString())?.[1] ?? `STATUS_${status}`;
  return code === 'SEATS_TAKEN' || code === 'TRIP_FULL' ? 'taken' : code;
}
