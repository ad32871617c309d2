import { listCompanies, listConnections, listPlaces } from '@safiri/contracts';
import type { Visit } from '../visit/visit.server.ts';
import { busesAddress, companyAddress, stopAddress } from './addresses.ts';
import { namedPlace } from './load-place.server.ts';

/** A file asks the API once. The protocol would allow fifty times as many. */
const addressesPerFile = 1_000;
/** As many places and connections as the API knows at the most. */
const mostFiles = { stops: 50, buses: 20, companies: 1 } as const;

/** Names of all files; undefined while the API does not answer. */
export async function listSitemaps(visit: Visit): Promise<string[] | undefined> {
  const [places, connections] = await Promise.all([
    visit.api(listPlaces, { query: { limit: 1 } }),
    visit.api(listConnections, { query: { limit: 1 } }),
  ]);
  if (!places.ok || !connections.ok) return undefined;
  const files = (name: 'stops' | 'buses', total: number): string[] =>
    Array.from(
      { length: Math.min(mostFiles[name], Math.ceil(total / addressesPerFile)) },
      (_file, index) => `${name}-${index + 1}.xml`,
    );
  return [...files('stops', places.value.total), ...files('buses', connections.value.total), 'companies-1.xml'];
}

/** The addresses of one file; undefined for a name that none has, and while the API does not answer. */
export async function listAddresses(visit: Visit, file: string): Promise<string[] | undefined> {
  const [, name, number] = /^(stops|buses|companies)-([1-9]\d?)\.xml$/.exec(file) ?? [];
  const page = Number(number) - 1;
  if ((name !== 'stops' && name !== 'buses' && name !== 'companies') || page >= mostFiles[name]) return undefined;
  const query = { offset: page * addressesPerFile, limit: addressesPerFile };
  if (name === 'stops') {
    const answer = await visit.api(listPlaces, { query });
    return answer.ok ? answer.value.places.map((place) => stopAddress(namedPlace(place))) : undefined;
  }
  if (name === 'buses') {
    const answer = await visit.api(listConnections, { query });
    return answer.ok
      ? answer.value.connections.map(({ from, to }) => busesAddress(namedPlace(from), namedPlace(to)))
      : undefined;
  }
  const answer = await visit.api(listCompanies, { query: {} });
  return answer.ok
    ? answer.value.companies.map((company) => companyAddress({ id: company.companyId, name: company.name }))
    : undefined;
}

const daySeconds = 86_400;
const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** `entry` is the element around each address. */
export function sitemapXml(root: 'sitemapindex' | 'urlset', addresses: readonly string[]): Response {
  const entry = root === 'urlset' ? 'url' : 'sitemap';
  const lines = addresses.map((address) => `<${entry}><loc>${escapeXml(address)}</loc></${entry}>`);
  return new Response(`${xmlHead}<${root} xmlns="${namespace}">\n${lines.join('\n')}\n</${root}>\n`, {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': `public, max-age=3600, s-maxage=${daySeconds}`,
    },
  });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;').replaceAll('"', '&quot;');
}
