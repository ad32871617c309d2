import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Memory, Revocations, Service } from '@safiri/runtime';

/** A probe that waits longer than this is answered as not ready. */
const readyMilliseconds = 2_000;

/**
 * Liveness: the process answers. Readiness: every service reaches its database. A process that could not read whose access
 * was taken back says so and stays ready: it refuses what is sensitive, and everything else goes on.
 */
export function mountHealth(
  app: FastifyInstance,
  {
    services,
    revocations,
    memory,
  }: { readonly services: readonly Service[]; readonly revocations: Revocations; readonly memory: Memory },
): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const checks = await Promise.all(services.map(async (service) => [service.name, await reaches(service)] as const));
    const ready = checks.every(([, reachable]) => reachable);
    return await reply.status(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      database: Object.fromEntries(checks),
      revocations: revocations.areCurrent() ? 'current' : 'not read for 30 s: sensitive operations are refused',
      memory: memory.isShared() ? 'shared' : 'of this process alone',
    });
  });
}

async function reaches(service: Service): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), readyMilliseconds).unref());
  const asked = sql`select 1`.execute(service.db.kysely).then(
    () => true,
    () => false,
  );
  return await Promise.race([asked, late]);
}
