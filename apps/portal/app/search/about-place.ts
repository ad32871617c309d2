import type { Text } from '../messages/text.ts';
import type { PlaceChoice } from './resolve-place.ts';

const kinds = {
  town: 'search.kind.town',
  district: 'search.kind.district',
  station: 'search.kind.station',
  stop: 'search.kind.stop',
} as const;

/** What tells a place from others of its name: "Station · also Butare · Imisozi Express". */
export function aboutPlace({ kind, otherName, companies }: PlaceChoice, text: Text): string {
  const also = otherName === undefined ? [] : [text('search.also', { name: otherName })];
  return [text(kinds[kind]), ...also, ...companies].join(' · ');
}
