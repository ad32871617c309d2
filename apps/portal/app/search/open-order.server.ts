import { getOrder } from '@safiri/contracts';
import { millisecondsOf } from '../visit/instant.ts';
import type { Visit } from '../visit/visit.server.ts';

export type OpenOrder = { readonly href: string; readonly until: string; readonly from: string; readonly to: string };

/** The order that this browser began last, while its seats are kept. What cannot be told now is left out: the search goes on without. */
export async function findOpenOrder(visit: Visit): Promise<OpenOrder | undefined> {
  const orderId = visit.session.lastOrder();
  if (orderId === undefined || visit.session.holder().kind === 'nobody') return undefined;
  const answer = await visit.api(getOrder, { params: { orderId } });
  if (!answer.ok) return undefined;
  const { status, expiresAt, serverTime, claims } = answer.value;
  const [first] = claims;
  const isKept = status === 'held' || status === 'checkout';
  if (!isKept || first === undefined || millisecondsOf(expiresAt) <= millisecondsOf(serverTime)) return undefined;
  return {
    href: `/orders/${orderId}`,
    until: visit.writing.time(expiresAt, first.from.timeZone),
    from: first.from.name,
    to: first.to.name,
  };
}
