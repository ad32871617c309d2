import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { pathOf, type Operation } from '@safiri/contracts';
import type { Service } from '@safiri/runtime';

/** Writes of staff that were answered as done and of which the audit log says nothing. */
export type ActWatch = { unrecorded(): readonly string[] };

/**
 * Looks, before each answer, whether a write of staff left an entry in the service's audit log: of that operation, and of
 * its subject, or of a thing or company that the address names, whichever request it was, for one that was done already leaves
 * none. So nobody can forget to record what a new operation does.
 */
export function watchActs(app: FastifyInstance, service: Service, admin: pg.Pool): ActWatch {
  const writes = new Map<string, Operation>();
  for (const { operation } of service.routes)
    if (operation.who.kind === 'staff' && operation.method !== 'GET' && operation.unrecorded === undefined)
      writes.set(`${operation.method} ${pathOf(operation)}`, operation);
  const recorded = new Set<string>();
  const unrecorded = new Set<string>();
  app.addHook('onSend', async (request, reply) => {
    const operation = writes.get(`${request.method} ${request.routeOptions.url ?? ''}`);
    const { actor } = request;
    if (operation === undefined || actor?.kind !== 'account' || reply.statusCode >= 300) return;
    const act = `${operation.id} ${actor.subjectId}`;
    if (recorded.has(act)) return;
    const { rowCount } = await admin.query(
      `select from ${service.name}.audit_entries
        where operation = $1 and (subject_id = $2 or thing_id = any ($3) or company_id::text = any ($3)) limit 1`,
      [operation.id, actor.subjectId, Object.values(request.params ?? {}).map(String)],
    );
    if (rowCount === 0) unrecorded.add(operation.id);
    else recorded.add(act);
  });
  return { unrecorded: () => [...unrecorded] };
}
