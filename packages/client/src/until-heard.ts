import type { Operation } from '@safiri/contracts';

/**
 * A gateway that reads its settings anew closes connections that are kept, now and then one that is just used again; the
 * second try may meet another of them. Whoever is cut off three times says so.
 */
const mostTries = 3;

/** Sends a request, and again where that is safe and the line broke before anything of an answer was heard. Its time-out is that of all tries. */
export async function untilHeard(operation: Operation, send: () => Promise<Response>): Promise<Response> {
  for (let triesLeft = isSafeToRepeat(operation) ? mostTries : 1; ; triesLeft -= 1) {
    try {
      return await send();
    } catch (error) {
      if (triesLeft === 1 || !isBrokenLine(error)) throw error;
    }
  }
}

/** As gateways have it (deploy/nginx/proxy.conf): POST and PATCH only where somebody said so. */
function isSafeToRepeat({ method, idempotencyKey, repeatable }: Operation): boolean {
  return (method !== 'POST' && method !== 'PATCH') || idempotencyKey === true || repeatable === true;
}

/** What `fetch` throws when the network fails; a time-out is thrown as another error. */
function isBrokenLine(error: unknown): boolean {
  return error instanceof TypeError;
}
