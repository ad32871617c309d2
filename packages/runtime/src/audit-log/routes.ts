import { DomainError } from '@safiri/kernel';
import {
  mostExportedEntries,
  type AuditEntry,
  type auditLogOf,
  type AuditFilters,
  type AuditVerification,
  type FileAnswer,
  type ServiceName,
} from '@safiri/contracts/declaring';
import { transaction, type DatabaseActor } from '../database/transaction.ts';
import { mayActFor, type AccountActor } from '../http/actor.ts';
import { route, type Route } from '../http/route.ts';
import type { Job, ServiceDeps } from '../service.ts';
import { listEntries, type StoredEntry } from './entry-queries.ts';
import { csvOf } from './csv.ts';
import { platformCompany } from './record-act.ts';
import { auditSigning } from './signature.ts';
import { verifyChain } from './verify-chain.ts';

type Operations = ReturnType<typeof auditLogOf<ServiceName>>;
type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'log' | 'signingKey'>;

/** What a service adds to its own routes and jobs, so that its audit log can be read and is signed. */
export function auditLog(operations: Operations, deps: Deps): { readonly routes: Route[]; readonly jobs: Job[] } {
  const { service } = operations.list;
  return {
    routes: [
      route(operations.list, async ({ actor, query }) => await listPage(deps, actor, query)),
      route(operations.verify, async ({ actor, query }) => await verify(deps, { service, actor, query })),
      route(operations.exportCsv, async ({ actor, query }) => {
        const entries = await listExported(deps, actor, query);
        return fileOf(service, 'csv', csvOf(entries.map(viewOf)));
      }),
      route(operations.exportJson, async ({ actor, query }) => {
        const entries = await listExported(deps, actor, query);
        const written = entries.map((entry) => ({ ...viewOf(entry), digest: entry.digest.toString('base64url') }));
        return fileOf(service, 'json', JSON.stringify({ service, entries: written }));
      }),
    ],
    jobs: [auditSigning({ ...deps, service })],
  };
}

/** Whose log is read, and by whom. One that is not one's own is not there. */
function whoseLog(
  actor: AccountActor,
  companyId = actor.companyId ?? platformCompany,
): { readonly companyId: string; readonly acting: DatabaseActor } {
  if (!mayActFor(actor, companyId)) throw new DomainError('NOT_FOUND', 'There is no such audit log of yours.');
  const acting: DatabaseActor =
    actor.companyId === null ? { kind: 'platform', id: actor.subjectId } : { kind: 'company', id: companyId };
  return { companyId, acting };
}

async function listPage(
  { db }: Deps,
  actor: AccountActor,
  query: AuditFilters & { readonly before?: number; readonly limit?: number },
): Promise<{ entries: AuditEntry[]; more: boolean }> {
  const { companyId, acting } = whoseLog(actor, query.companyId);
  const limit = query.limit ?? 50;
  const entries = await transaction(
    db,
    acting,
    async (tx) => await listEntries(tx, { ...query, companyId, limit: limit + 1 }),
  );
  return { entries: entries.slice(0, limit).map(viewOf), more: entries.length > limit };
}

/** Looks of one call: 5,000 entries are hashed in some tenths of a second. */
const mostLooks = 5;

async function verify(
  { db, signingKey }: Deps,
  asked: {
    readonly service: ServiceName;
    readonly actor: AccountActor;
    readonly query: { readonly companyId?: string; readonly after?: number };
  },
): Promise<AuditVerification> {
  const { service, actor, query } = asked;
  const { companyId, acting } = whoseLog(actor, query.companyId);
  let after = query.after ?? 0;
  for (let looks = 1; ; looks += 1) {
    const look = { service, signingKey, companyId, after };
    const found = await transaction(db, acting, async (tx) => await verifyChain(tx, look));
    if (!found.more || looks === mostLooks) return found;
    after = found.checkedTo;
  }
}

async function listExported(
  { db }: Deps,
  actor: AccountActor,
  query: AuditFilters & { readonly after?: number },
): Promise<StoredEntry[]> {
  const { companyId, acting } = whoseLog(actor, query.companyId);
  const wanted = { ...query, companyId, after: query.after ?? 0, limit: mostExportedEntries };
  return await transaction(db, acting, async (tx) => await listEntries(tx, wanted));
}

function viewOf({ digest: _digest, hash, recordedAt, ...entry }: StoredEntry): AuditEntry {
  return { ...entry, recordedAt: recordedAt.toISOString(), hash: hash.toString('base64url') };
}

function fileOf(service: string, ending: string, text: string): FileAnswer {
  return { name: `audit-log-${service}.${ending}`, bytes: Buffer.from(text) };
}
