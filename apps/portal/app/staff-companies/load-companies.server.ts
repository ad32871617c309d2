import { listTenants, type Tenant } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import { requireStaff } from '../visit/require-staff.server.ts';
import type { Visit } from '../visit/visit.server.ts';

/** A page of companies, for those of the platform's staff who decide about them. */
export async function loadCompanies(visit: Visit, request: Request) {
  await requireStaff(visit, request, 'tenant:write');
  const { searchParams } = new URL(request.url);
  const { tenants, more } = await listFrom(visit, searchParams.get('after'));
  return {
    companies: tenants,
    nextAfter: more ? (tenants.at(-1)?.companyId ?? null) : null,
    isOnboarded: searchParams.has('onboarded'),
  };
}

/** Of the page that a form stands on. */
export async function findCompany(visit: Visit, request: Request, companyId: string): Promise<Tenant> {
  const { tenants } = await listFrom(visit, new URL(request.url).searchParams.get('after'));
  const found = tenants.find((tenant) => tenant.companyId === companyId);
  if (found === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  return found;
}

async function listFrom(visit: Visit, after: string | null): Promise<{ tenants: readonly Tenant[]; more: boolean }> {
  const listed = await visit.api(listTenants, { query: after === null ? {} : { after } });
  if (!listed.ok) throw failPage(visit, listed);
  return listed.value;
}
