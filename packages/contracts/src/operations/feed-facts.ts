import Type, { type Static } from 'typebox';
import { Id, Name, TripId } from '../fields.ts';
import { operation } from '../operation.ts';

export const getTripPath = operation({
  id: 'getTripPath',
  service: 'company',
  method: 'GET',
  path: '/trips/:tripId/path',
  summary: 'Where a trip runs, to be drawn on a map',
  who: { kind: 'anyone' },
  params: Type.Object({ tripId: TripId }),
  success: {
    status: 200,
    body: Type.Object({
      tripId: TripId,
      /** Drawn by the feed, or straight from stop to stop. */
      source: Type.Union([Type.Literal('feed'), Type.Literal('stops')]),
      /** Some ten thousand points at most, each of at most twelve characters. */
      points: Type.String({ maxLength: 150_000, description: 'An encoded polyline of five decimals' }),
    }),
  },
  refusals: {},
  cache: { maxAgeSeconds: 300 },
});

/** At most fifty: the stops of a long trip. */
const Ids = Type.String({
  pattern:
    '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(,[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}){0,49}$',
  description: 'UUIDs with commas between them, at most 50',
});
const Language = Type.String({
  pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$',
  description: 'BCP 47 language, e.g. rw or ja-Hrkt',
});
export const ThingName = Type.Object({
  id: Id,
  name: Name,
  /** The language the name is in; null where it is what it is called at home, because nobody translated it. */
  language: Type.Union([Type.String(), Type.Null()]),
});
export type ThingName = Static<typeof ThingName>;
export const listNames = operation({
  id: 'listNames',
  service: 'company',
  method: 'GET',
  path: '/names',
  summary: 'What companies, stops and routes are called in a language; ids that nothing has are left out',
  who: { kind: 'anyone' },
  query: Type.Object({ language: Language, ids: Ids }),
  success: { status: 200, body: Type.Object({ names: Type.Array(ThingName, { maxItems: 50 }) }) },
  refusals: {},
  cache: { maxAgeSeconds: 300 },
});
