import { createClient, type Client } from '@safiri/client';
import { openSupportView } from '@safiri/contracts';
import { portalConfig } from '../config.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';

export type SupportView = {
  readonly companyId: string;
  readonly reason: string;
  readonly until: string;
  readonly api: Client;
};

/** What a company lets the visitor see. Each page opens it anew with the visitor's own session, so the browser keeps nothing of it. */
export async function openSupport(visit: Visit, grantId: string): Promise<SupportView> {
  const opened = await visit.api(openSupportView, { params: { grantId } });
  if (!opened.ok) throw failPage(visit, opened.code === 'SUPPORT_NOT_RUNNING' ? { code: 'NOT_FOUND' } : opened);
  const { accessToken, grant } = opened.value;
  const { apiUrl } = portalConfig();
  return {
    companyId: grant.companyId,
    reason: grant.reason,
    until: grant.consent?.until ?? '',
    api: createClient({ baseUrl: apiUrl, accessToken, headers: { 'x-request-id': visit.requestId } }),
  };
}
