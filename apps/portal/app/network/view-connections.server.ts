import { listConnections, type QueryOf } from '@safiri/contracts';
import type { Visit } from '../visit/visit.server.ts';
import { busesAddress } from './addresses.ts';
import { namedPlace } from './load-place.server.ts';

export type ConnectionView = {
  readonly href: string;
  readonly from: string;
  readonly to: string;
  readonly fare: string;
};

/** What one reads to the end. */
const connectionsShown = 60;

/** Nothing where nobody can say at the moment: the rest of the page is still of use. */
export async function viewConnections(
  visit: Visit,
  query: Pick<QueryOf<typeof listConnections>, 'from' | 'companyId'>,
): Promise<ConnectionView[]> {
  const answer = await visit.api(listConnections, { query: { ...query, limit: connectionsShown } });
  if (!answer.ok) return [];
  return answer.value.connections.map(({ from, to, lowestFare }) => ({
    href: busesAddress(namedPlace(from), namedPlace(to)),
    from: from.name,
    to: to.name,
    fare: visit.writing.money(lowestFare),
  }));
}
