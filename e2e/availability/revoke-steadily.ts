import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@safiri/client';
import { createGuest, listMyOrders, refreshSession, signOut } from '@safiri/contracts';
import { insist, must } from '../product/buyer.ts';

/** Access that was taken back, and whoever asked was told so. */
export type Revoked = { readonly accessToken: string; readonly refreshToken: string };

export type SteadyRevocations = {
  readonly acknowledged: readonly Revoked[];
  stop(): Promise<void>;
};

const pauseMilliseconds = 500;

/** Visitors come and go, one after another: each is given a session and ends it. */
export function revokeSteadily(address: string): SteadyRevocations {
  const nobody = createClient({ baseUrl: address, timeoutMilliseconds: 20_000 });
  const acknowledged: Revoked[] = [];
  let isOver = false;
  const working = (async () => {
    while (!isOver) {
      const { accessToken, refreshToken } = await must(() => nobody(createGuest, {}));
      await must(() => nobody(signOut, { body: { refreshToken } }));
      acknowledged.push({ accessToken, refreshToken });
      await wait(pauseMilliseconds);
    }
  })();
  working.catch(() => undefined);
  return {
    acknowledged,
    stop: async () => {
      isOver = true;
      await working;
    },
  };
}

/** Those by which somebody could still get in. */
export async function listForgotten(address: string, revoked: readonly Revoked[]): Promise<Revoked[]> {
  const forgotten: Revoked[] = [];
  for (const each of revoked) {
    const { accessToken, refreshToken } = each;
    const refreshed = await insist(() =>
      createClient({ baseUrl: address })(refreshSession, { body: { refreshToken } }),
    );
    const asked = await insist(() => createClient({ baseUrl: address, accessToken })(listMyOrders, { query: {} }));
    const isRefused =
      !refreshed.ok && refreshed.code === 'SESSION_OVER' && !asked.ok && asked.code === 'UNAUTHENTICATED';
    if (!isRefused) forgotten.push(each);
  }
  return forgotten;
}
