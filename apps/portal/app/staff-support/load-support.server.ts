import { newId } from '@safiri/kernel';
import { listAskedSupportViews, listCompanies, listSupportViews, type SupportGrant } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import { requireStaff } from '../visit/require-staff.server.ts';
import type { Visit } from '../visit/visit.server.ts';

/** The side of whoever visits: a company that is asked, or the platform that asks. */
export async function loadSupport(visit: Visit, request: Request) {
  const { companyId } = await requireStaff(
    visit,
    request,
    sideOf(visit) === 'company' ? 'support:consent' : 'support:ask',
  );
  const listed =
    companyId === null ? await visit.api(listAskedSupportViews, {}) : await visit.api(listSupportViews, {});
  if (!listed.ok) throw failPage(visit, listed);
  const companies = companyId === null ? await listChoices(visit) : [];
  const nameOf = (id: string): string => companies.find((company) => company.id === id)?.name ?? id;
  return {
    side: sideOf(visit),
    companies,
    /** Made with the page: a press sent twice asks once. */
    grantId: newId(),
    grants: listed.value.grants.map((grant) => viewGrant(visit, grant, nameOf)),
  };
}

export function sideOf(visit: Visit): 'company' | 'platform' {
  const holder = visit.session.holder();
  return holder.kind === 'account' && holder.companyId !== null ? 'company' : 'platform';
}

async function listChoices(visit: Visit): Promise<{ id: string; name: string }[]> {
  const listed = await visit.api(listCompanies, { query: { limit: 100 } });
  return listed.ok ? listed.value.companies.map(({ companyId, name }) => ({ id: companyId, name })) : [];
}

function viewGrant(visit: Visit, grant: SupportGrant, nameOf: (companyId: string) => string) {
  const when = (instant: string): string =>
    `${visit.writing.day(instant, 'UTC')} ${visit.writing.time(instant, 'UTC')} UTC`;
  return {
    grantId: grant.grantId,
    status: grant.status,
    reason: grant.reason,
    companyName: nameOf(grant.companyId),
    askedBy: grant.askedBy,
    askedAt: when(grant.askedAt),
    until: grant.consent === null ? undefined : when(grant.consent.until),
  };
}

export type SupportPageData = Awaited<ReturnType<typeof loadSupport>>;
export type ShownGrant = SupportPageData['grants'][number];
