import type { sealingKeysOf, ServiceName } from '@safiri/contracts/declaring';
import type { Clock } from '@safiri/kernel';
import { route, type Route } from '../http/route.ts';
import type { Sealing } from './sealing.ts';

/** The row of a routes table that publishes what bodies are sealed to. */
export function sealingKeysRoute(
  operation: ReturnType<typeof sealingKeysOf<ServiceName>>,
  ctx: { readonly sealing: Sealing | undefined; readonly clock: Clock },
): Route {
  return route(operation, async () => ctx.sealing?.published() ?? { now: ctx.clock.now().toISOString(), keys: [] });
}
