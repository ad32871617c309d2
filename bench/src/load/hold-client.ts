import { randomUUID } from 'node:crypto';
import { Client, type Dispatcher } from 'undici';
import { holdSeats, pathOf } from '@safiri/contracts';
import type { Attempt } from '../workloads.ts';

/** One passenger on one connection that stays open, asking for one thing at a time. */
export type HoldClient = {
  /** Asks for a hold; answers `held`, `taken`, or the code of another refusal, and `NO_ANSWER` with the reason when none came. */
  hold(attempt: Attempt): Promise<string>;
  close(): Promise<void>;
};

export async function openHoldClient(address: string, accessToken: string): Promise<HoldClient> {
  const client = new Client(address);
  // Connects now, so that no measured answer waits for it.
  const { body } = await client.request({ method: 'GET', path: '/health/live' });
  await body.dump();
  const path = pathOf(holdSeats);
  return {
    hold: async ({ tripId, seat, from, to }) =>
      await new Promise((resolve) => {
        const request: Dispatcher.DispatchOptions = {
          method: 'POST',
          path,
          headers: {
            authorization: `Bearer ${accessToken}`,
            'content-type': 'application/json',
            'idempotency-key': randomUUID(),
          },
          body: `{"trips":[{"tripId":${tripId},"from":${from},"to":${to},"seats":[${seat}]}]}`,
        };
        client.dispatch(request, outcomeHandler(resolve));
      }),
    close: async () => await client.close(),
  };
}

/** A body is read only where it says what went wrong: the generator shares its cores with the server. */
function outcomeHandler(resolve: (outcome: string) => void): Dispatcher.DispatchHandler {
  let status = 0;
  let refusal = '';
  return {
    // undici knows a handler of its present kind by this method.
    onRequestStart: () => undefined,
    onResponseStart: (_controller, statusCode) => {
      status = statusCode;
    },
    onResponseData: (_controller, chunk) => {
      if (status !== holdSeats.success.status) refusal += chunk.toString();
    },
    onResponseEnd: () => {
      resolve(status === holdSeats.success.status ? 'held' : outcomeOf(status, refusal));
    },
    onResponseError: (_controller, error) => resolve(`NO_ANSWER (${error.message})`),
  };
}

function outcomeOf(status: number, refusal: string): string {
  const code = /"code":"([A-Z_]+)"/.exec(refusal)?.[1] ?? `STATUS_${status}`;
  return code === 'SEATS_TAKEN' ? 'taken' : code;
}
