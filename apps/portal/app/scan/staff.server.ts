import { redirect } from 'react-router';
import { failPage } from '../visit/fail-page.server.ts';
import { mayOffer, type Visit } from '../visit/visit.server.ts';

export type ScanningStaff = { readonly companyId: string | null };

/** Throws: visitors to the sign-in page and back, accounts that may not scan to "not allowed". The API checks again. */
export async function requireScanningStaff(visit: Visit, request: Request): Promise<ScanningStaff> {
  const holder = visit.session.holder();
  if (holder.kind !== 'account') {
    const { pathname, search } = new URL(request.url);
    throw redirect(
      `/sign-in?${new URLSearchParams({ returnTo: `${pathname.replace(/\.data$/, '')}${search}` }).toString()}`,
    );
  }
  if (!(await mayOffer(visit, 'ticket:scan'))) throw failPage(visit, { code: 'FORBIDDEN' });
  return { companyId: holder.companyId };
}
