import { createClient } from '@safiri/client';
import type { ServiceName } from '@safiri/contracts';
import type { Clock } from '@safiri/kernel';
import { serviceSigningKey, serviceTokenHeader, signServiceToken, type CallPeer } from '@safiri/runtime';

/** A read between services answers in milliseconds; a caller that waits longer holds up a passenger. */
const timeoutMilliseconds = 3_000;

/** Calls from one service to the others over HTTP, each with a fresh token of the caller, and that of the user it calls for. */
export function peerCaller(options: {
  readonly from: ServiceName;
  readonly keyPem: string;
  readonly baseUrl: () => string;
  readonly clock: Clock;
}): CallPeer {
  const key = serviceSigningKey(options.from, options.keyPem);
  return async (operation, input, causedBy) => {
    const { from, clock } = options;
    const accessToken = causedBy?.accessToken ?? undefined;
    const token = await signServiceToken({ key, from, to: operation.service, clock, accessToken });
    const call = createClient({
      baseUrl: options.baseUrl(),
      accessToken,
      headers: { [serviceTokenHeader]: token },
      timeoutMilliseconds,
    });
    return await call(operation, input as never);
  };
}
