import { listCompanies } from '@safiri/contracts';
import { localDate, systemClock, type ServiceDate } from '@safiri/kernel';
import type { Visit } from '../visit/visit.server.ts';

/**
 * Today as clocks show it where the network is. A search begins before a place is chosen, so the zone is that of the
 * platform's first company; without any it is UTC, and a date is only a suggestion.
 */
export async function todayOfNetwork(visit: Visit): Promise<ServiceDate> {
  const answer = await visit.api(listCompanies, { query: { limit: 1 } });
  return localDate(systemClock.now(), answer.ok ? (answer.value.companies[0]?.timeZone ?? 'UTC') : 'UTC');
}
