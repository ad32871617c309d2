import {
  addressOf,
  readRefusal,
  refused,
  type AddressParts,
  type Operation,
  type ServiceName,
} from '@safiri/contracts/declaring';
import type { Clock } from '@safiri/kernel';
import { serviceTokenHeader } from './http/authenticate.ts';
import type { CallPeer, PeerInput } from './peers.ts';
import { inSpan, tracingHeaders } from './telemetry/tracing.ts';
import { signServiceToken, type SigningKey } from './tokens/service-token.ts';

/** A read between services answers in milliseconds; a caller that waits longer holds up a passenger. */
const timeoutMilliseconds = 3_000;

/**
 * Calls from one service to the others over HTTP, each with a fresh token of the caller, and that of the user it calls for.
 * `baseUrl` is where all services answer: this process itself, or the entry that stands before all of them.
 */
export function peerCaller(options: {
  readonly from: ServiceName;
  readonly key: SigningKey;
  readonly baseUrl: () => string;
  readonly clock: Clock;
}): CallPeer {
  const { from, key, clock, baseUrl } = options;
  return async (operation, input, causedBy) => {
    const address = addressOf(operation, input as AddressParts);
    if (address === undefined) return refused('VALIDATION_FAILED', 'No address can name that.') as never;
    const accessToken = causedBy?.accessToken ?? undefined;
    const token = await signServiceToken({ key, from, to: operation.service, clock, accessToken });
    const headers = {
      accept: 'application/json',
      [serviceTokenHeader]: token,
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    };
    const request = { url: `${baseUrl()}${address}`, headers, body: input.body };
    try {
      const facts = { name: `${from} asks ${operation.id}`, kind: 'client' } as const;
      return (await inSpan(facts, async () => await askTwice(operation, request))) as never;
    } catch (error) {
      return refused('NO_ANSWER', error instanceof Error ? error.message : String(error)) as never;
    }
  };
}

async function askTwice(operation: Operation, request: Request): Promise<unknown> {
  return await ask(operation, request).catch(async (error: unknown) => {
    if (isTimeout(error)) throw error;
    // A connection that the other side closes just as we use it: it is a read, and another one costs nothing.
    return await ask(operation, request);
  });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

type Request = {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: PeerInput<Operation>['body'];
};

async function ask(operation: Operation, { url, body, ...request }: Request): Promise<unknown> {
  const headers = { ...request.headers, ...tracingHeaders() };
  const response = await fetch(url, {
    method: operation.method,
    signal: AbortSignal.timeout(timeoutMilliseconds),
    ...(body === undefined
      ? { headers }
      : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (response.status !== operation.success.status) return await readRefusal(operation, response);
  return { ok: true, value: operation.success.body === undefined ? undefined : await response.json() };
}
