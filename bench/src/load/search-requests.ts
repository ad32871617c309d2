import { pathOf, searchTrips } from '@safiri/contracts';
import { searchKeys } from '../search/search-keys.ts';
import type { SearchJob } from './load-job.ts';
import type { Requests } from './run-load.ts';

/** Searches of passers-by, who have no token. */
export function searchRequests(job: SearchJob): Requests {
  const nextKey = searchKeys(job.skewed);
  const { host } = new URL(job.address);
  return {
    connections: job.connections,
    next: () => {
      const { from, to, day } = nextKey();
      const query = `from=${job.stopIds[from]}&to=${job.stopIds[to]}&date=${job.dates[day]}`;
      return `GET ${pathOf(searchTrips)}?${query} HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
    },
    outcomeOf: ({ status }) => (status === searchTrips.success.status ? 'found' : `STATUS_${status}`),
  };
}
