import { redirect } from 'react-router';
import type { Permission } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import { mayOffer, type Visit } from '../visit/visit.server.ts';

/** Whose staff a page is about: one's own company, the one that the platform's staff chose, or the platform itself. */
export type StaffPlace = { readonly companyId: string | null };

/** Throws: visitors to the sign-in page and back, accounts that may not to "not allowed". The API checks again. */
export async function requireStaff(visit: Visit, request: Request, permission: Permission): Promise<StaffPlace> {
  const { pathname, search, searchParams } = new URL(request.url);
  const holder = visit.session.holder();
  if (holder.kind !== 'account') {
    const returnTo = `${pathname.replace(/\.data$/, '')}${search}`;
    throw redirect(`/sign-in?${new URLSearchParams({ returnTo }).toString()}`);
  }
  if (!(await mayOffer(visit, permission))) throw failPage(visit, { code: 'FORBIDDEN' });
  const chosen = searchParams.get('company') ?? '';
  return { companyId: holder.companyId ?? (/^[0-9a-f-]{36}$/.test(chosen) ? chosen : null) };
}

/** What the query of an operation about one company or the platform takes. */
export function ofCompany({ companyId }: StaffPlace): { readonly companyId?: string } {
  return companyId === null ? {} : { companyId };
}
