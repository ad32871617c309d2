import type { NameRow } from '../names/name-queries.ts';
import type { Feed, Stop } from '../gtfs/feed.ts';
import { createTranslator, type FeedText } from '../gtfs/translate.ts';
import { nameOf, runningAgencyIds, type NamedFeed } from './feed-rows.ts';

/** The names of a feed's companies, stops and routes in other languages than its own. */
export function nameRows({ feed, ids }: NamedFeed): NameRow[] {
  if (feed.translations.length === 0) return [];
  const translate = createTranslator(feed.translations);
  const rowsOf = (thingId: string, names: ReadonlyMap<string, string>): NameRow[] =>
    [...names].map(([language, name]) => ({ thingId, language, name: nameOf(name, '?') }));

  const running = runningAgencyIds(feed);
  const companies = [...feed.agencies.values()]
    .filter(({ id }) => running.has(id))
    .flatMap(({ id, name }) =>
      rowsOf(ids.companies(id), translate({ table: 'agency', field: 'agency_name', recordId: id, value: name })),
    );
  const stops = [...feed.stops.values()].flatMap((stop) => rowsOf(ids.stops(stop.id), translate(textOf(stop))));
  const routes = [...feed.routes.values()].flatMap(({ id, shortName, longName }) => {
    const long = translate({ table: 'routes', field: 'route_long_name', recordId: id, value: longName });
    const short = translate({ table: 'routes', field: 'route_short_name', recordId: id, value: shortName });
    const languages = new Set([...long.keys(), ...short.keys()]);
    // As the route's own name is put together; a part without a translation stays as it is.
    const names = [...languages].map((language) => {
      const parts = [short.get(language) ?? shortName, long.get(language) ?? longName];
      return [language, [...new Set(parts.map((part) => part.trim()))].join(' ')] as const;
    });
    return rowsOf(ids.routes(id), new Map(names));
  });
  return [...companies, ...stops, ...routes];
}

/** As many as the event takes. */
const mostOtherNames = 20;

/** Answers what a stop of the feed is called beside its name, in whatever language; in order, so that the same names are equal. */
export function otherNamesIn(feed: Feed): (stop: Stop) => string[] {
  const translate = createTranslator(feed.translations);
  return (stop) => {
    const names = new Set([...translate(textOf(stop)).values()].map((name) => nameOf(name, stop.id)));
    names.delete(nameOf(stop.name, stop.id));
    return [...names].toSorted().slice(0, mostOtherNames);
  };
}

function textOf({ id, name }: Stop): FeedText {
  return { table: 'stops', field: 'stop_name', recordId: id, value: name };
}
