import { addressOf, type Client } from '@safiri/client';
import { auditLogs, listCompanies, type AuditEntry } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Staff } from '../visit/require-staff.server.ts';
import { openSupport } from '../staff-support/support-client.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { changesBetween } from './changes.ts';
import { readAsked, type AuditAsked } from './filters.ts';

const pageSize = 25;

/** Whose log, and as whom it is read: one's own company's, a company's that platform staff chose, or one's that consented. */
export async function readerOf(
  visit: Visit,
  asked: AuditAsked,
): Promise<{
  readonly api: Client;
  readonly whose: { readonly companyId?: string };
  readonly support: string | undefined;
}> {
  if (asked.grantId !== undefined) {
    const view = await openSupport(visit, asked.grantId);
    return { api: view.api, whose: { companyId: view.companyId }, support: view.reason };
  }
  return {
    api: visit.api,
    whose: asked.companyId === undefined ? {} : { companyId: asked.companyId },
    support: undefined,
  };
}

export async function loadAudit(visit: Visit, staff: Staff, query: URLSearchParams) {
  const asked = readAsked(query);
  const { api, whose, support } = await readerOf(visit, asked);
  const log = auditLogs[asked.service];
  const before = asked.before === undefined ? {} : { before: asked.before };
  const listed = await api(log.list, { query: { ...whose, ...asked.filters, ...before, limit: pageSize } });
  if (!listed.ok) throw failPage(visit, listed);
  const { entries, more } = listed.value;
  const exported = { query: { ...whose, ...asked.filters } };
  return {
    asked: { ...asked, before: undefined },
    given: Object.fromEntries(query),
    isPlatform: staff.companyId === null && asked.grantId === undefined,
    support,
    companies: staff.companyId === null && asked.grantId === undefined ? await listChoices(visit) : [],
    entries: entries.map((entry) => viewEntry(visit, entry)),
    older: more ? entries.at(-1)?.number : undefined,
    // A view by consent has no address that a browser could follow by itself.
    files:
      asked.grantId === undefined
        ? { csv: addressOf(log.exportCsv, exported), json: addressOf(log.exportJson, exported) }
        : undefined,
  };
}

async function listChoices(visit: Visit): Promise<{ id: string; name: string }[]> {
  const listed = await visit.api(listCompanies, { query: { limit: 100 } });
  return listed.ok ? listed.value.companies.map(({ companyId, name }) => ({ id: companyId, name })) : [];
}

function viewEntry(visit: Visit, entry: AuditEntry) {
  const { writing } = visit;
  return {
    number: entry.number,
    at: `${writing.shortDate(entry.recordedAt.slice(0, 10))} ${writing.time(entry.recordedAt, 'UTC')}`,
    operation: entry.operation,
    thing: `${entry.thingKind} ${entry.thingId}`,
    subjectId: entry.subjectId,
    isSupport: entry.supportId !== null,
    from: [entry.label, entry.address].filter((part) => part !== '').join(', '),
    requestId: entry.requestId,
    changes: changesBetween(entry.before, entry.after),
  };
}

export type AuditPageData = Awaited<ReturnType<typeof loadAudit>>;
export type ShownEntry = AuditPageData['entries'][number];
