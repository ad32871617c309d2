import { redirect } from 'react-router';
import type { Permission } from '@safiri/contracts';
import { failPage } from './fail-page.server.ts';
import { mayOffer, type Visit } from './visit.server.ts';

export type Staff = { readonly companyId: string | null };

/** Throws: visitors to the sign-in page and back, accounts without the permission to "not allowed". The API checks again. */
export async function requireStaff(visit: Visit, request: Request, permission: Permission): Promise<Staff> {
  const holder = visit.session.holder();
  if (holder.kind !== 'account') {
    const { pathname, search } = new URL(request.url);
    throw redirect(
      `/sign-in?${new URLSearchParams({ returnTo: `${pathname.replace(/\.data$/, '')}${search}` }).toString()}`,
    );
  }
  if (!(await mayOffer(visit, permission))) throw failPage(visit, { code: 'FORBIDDEN' });
  return { companyId: holder.companyId };
}
