import { redirect } from 'react-router';
import { getPlace, type Place, type PlaceDetail } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { idOfSlug } from './addresses.ts';

export type NamedPlace = { readonly id: string; readonly name: string };

export function namedPlace({ stopId, name }: Place): NamedPlace {
  return { id: stopId, name };
}

/** The place that a part of an address names. */
export async function loadPlace(visit: Visit, slug: string): Promise<PlaceDetail> {
  const placeId = idOfSlug(slug);
  if (placeId === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const answer = await visit.api(getPlace, { params: { placeId } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value;
}

/** Who comes by an older name, or by that of a part of the place, is sent to the one address. */
export function keepToAddress(request: Request, address: string): void {
  const { pathname, search } = new URL(request.url);
  // React Router asks for a page's data below the page's own address.
  if (pathname.replace(/\.data$/, '') !== address) throw redirect(`${address}${search}`, 301);
}
