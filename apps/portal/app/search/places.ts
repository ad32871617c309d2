import { visitOf } from '../visit/visit.server.ts';
import { listPlaces } from './places.server.ts';
import type { Route } from './+types/places';

/** Suggestions while somebody types a place. */
const suggestionsShown = 8;

export async function loader({ request, context }: Route.LoaderArgs) {
  const text = (new URL(request.url).searchParams.get('text') ?? '').trim().slice(0, 80);
  const places = text === '' ? [] : await listPlaces(visitOf(context), text, suggestionsShown);
  return Response.json({ places }, { headers: { 'cache-control': 'public, max-age=60' } });
}
