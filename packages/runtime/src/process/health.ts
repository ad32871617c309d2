import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.ts';
import type { Host } from './host.ts';

/** A probe that waits longer than this is answered as not ready. */
const readyMilliseconds = 2_000;

/** Where a process is between its start and its end. */
export type Phase = { isStarted: boolean; isLeaving: boolean };

/** What a process finds when it looks whether it can do its work, and what it says of that. */
export type Look = { readonly isReady: boolean; readonly details: Readonly<Record<string, unknown>> };

/** Liveness: the process answers. Start-up: its work runs. Readiness: it has started, is not about to end, and can work. */
export function mountHealth(app: FastifyInstance, phase: Phase, look: () => Promise<Look>): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/started', async (_request, reply) => await reply.status(phase.isStarted ? 200 : 503).send(phase));
  app.get('/health/ready', async (_request, reply) => {
    const { isReady, details } = await look();
    const ready = phase.isStarted && !phase.isLeaving && isReady;
    return await reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...details });
  });
}

/**
 * Whether every service reaches its database. A process that cannot read whose access was taken back, or reach the broker
 * or Redis, says so and stays ready: it refuses what is sensitive, news waits in outboxes, and everything else goes on.
 */
export async function lookAtHost({ services, revocations, memory, broker }: Host): Promise<Look> {
  const checks = await Promise.all(services.map(async (service) => [service.name, await reaches(service)] as const));
  return {
    isReady: checks.every(([, reachable]) => reachable),
    details: {
      database: Object.fromEntries(checks),
      revocations: revocations.areCurrent() ? 'current' : 'not read for 30 s: sensitive operations are refused',
      memory: memory.isShared() ? 'shared' : 'of this process alone',
      broker: broker.isReachable() ? 'reached' : 'away: news waits in outboxes',
    },
  };
}

async function reaches(service: Service): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), readyMilliseconds).unref());
  const asked = sql`select 1`.execute(service.db.kysely).then(
    () => true,
    () => false,
  );
  return await Promise.race([asked, late]);
}
