import { findPlaces, getPlace, type Place } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';
import { resolvePlace, type PlaceChoice, type PlaceResolution, type PlaceWish } from './resolve-place.ts';

/** As many as the contract gives: the exact name must be among them. */
const placesAsked = 20;

export async function listPlaces(visit: Visit, text: string, limit = placesAsked): Promise<PlaceChoice[]> {
  const answer = await visit.api(findPlaces, { query: { text, limit } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value.places.map(choiceOf);
}

/** An id instead of a name is taken as it is: links of other software know no names. */
export async function findWishedPlace(visit: Visit, wish: PlaceWish): Promise<PlaceResolution> {
  if (!isId(wish.text)) return resolvePlace(wish, wish.text === '' ? [] : await listPlaces(visit, wish.text));
  const answer = await visit.api(getPlace, { params: { placeId: wish.text } });
  const unnamed: PlaceChoice = { id: wish.text, name: '', kind: 'stop', companies: [] };
  return { kind: 'found', place: answer.ok ? choiceOf(answer.value.place) : unnamed };
}

function choiceOf({ stopId, name, kind, otherName, companies }: Place): PlaceChoice {
  return { id: stopId, name, kind, companies, ...(otherName === undefined ? {} : { otherName }) };
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
