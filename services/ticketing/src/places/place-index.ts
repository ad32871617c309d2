import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { foldName } from '../network/fold-name.ts';
import type { ListedPlace } from './place-list-queries.ts';
import { typingErrors } from './typing-errors.ts';

export type FoundPlace = {
  readonly place: ListedPlace;
  /** By which it was found, where that is not its own name. */
  readonly otherName?: string;
};

/** Places by what a person types. */
export type PlaceIndex = {
  /** The busiest first. Areas that stand for one place are that place. */
  readonly places: readonly ListedPlace[];
  get(placeId: string): ListedPlace | undefined;
  /** The town that a place lies in, else its station, else itself. */
  wholeOf(placeId: string): ListedPlace | undefined;
  /** The nearest name first, and of equals the place where most is on sale. */
  find(folded: string): readonly FoundPlace[];
};

type Name = {
  /** With a space before its first word: a text after a space begins a word. */
  readonly folded: string;
  readonly otherName?: string;
  readonly place: ListedPlace;
  /** The place's turn among all, the busiest first. */
  readonly turn: number;
};

/** As many as an answer may have. */
const mostFound = 20;
/** What is typed is typed by many; an answer is a few hundred bytes. */
const mostAnswers = 2_000;
/** Names that share most with what was typed, of which errors are counted. */
const mostSuspects = 200;
/** Of fewer letters every name is a typing error. */
const fewestLetters = 4;
/** Places taken up without a break, in two or three milliseconds. */
const placesInARow = 200;
/** Of each distance, before stations stand for their stops. */
const mostOfADistance = 5 * mostFound;

export async function buildPlaceIndex(listed: readonly ListedPlace[]): Promise<PlaceIndex> {
  const { places, standIns } = withoutSingles(listed);
  const names: Name[] = [];
  const sharing = new Map<string, number[]>();
  for (const [turn, place] of places.entries()) {
    if (turn % placesInARow === placesInARow - 1) await setImmediate();
    for (const name of namesOf(place, turn)) {
      for (const three of threesOf(name.folded)) {
        const known = sharing.get(three);
        if (known === undefined) sharing.set(three, [names.length]);
        else known.push(names.length);
      }
      names.push(name);
    }
  }
  const byId = new Map([...places.map((place): [string, ListedPlace] => [place.placeId, place]), ...standIns]);
  const towns = new Map(
    places.flatMap((town) => (town.kind === 'town' ? (town.members ?? []) : []).map((member) => [member, town])),
  );
  const answers = new LRUCache<string, readonly FoundPlace[]>({ max: mostAnswers });
  return {
    places,
    get: (placeId) => byId.get(placeId),
    wholeOf: (placeId) => {
      const place = byId.get(placeId);
      const station = byId.get(place?.stationId ?? '') ?? place;
      return towns.get(station?.placeId ?? '') ?? station;
    },
    find: (folded) => {
      const known = answers.get(folded);
      if (known !== undefined) return known;
      const found = nearest(names, sharing, folded);
      answers.set(folded, found);
      return found;
    },
  };
}

/** A town with one station is that station, which then goes by the town's names too. */
function withoutSingles(listed: readonly ListedPlace[]): {
  readonly places: readonly ListedPlace[];
  readonly standIns: ReadonlyMap<string, ListedPlace>;
} {
  const areasOf = Map.groupBy(
    listed.filter(({ members }) => members?.length === 1),
    ({ members }) => members?.[0] ?? '',
  );
  const places = listed
    .filter(({ members }) => members?.length !== 1)
    .map((place) => {
      const areas = areasOf.get(place.placeId) ?? [];
      return {
        ...place,
        otherNames: [...place.otherNames, ...areas.flatMap((area) => [area.name, ...area.otherNames])],
      };
    });
  const byId = new Map(places.map((place) => [place.placeId, place]));
  const standIns = [...areasOf].flatMap(([memberId, areas]) => {
    const member = byId.get(memberId);
    return member === undefined ? [] : areas.map((area): [string, ListedPlace] => [area.placeId, member]);
  });
  return { places, standIns: new Map(standIns) };
}

function namesOf(place: ListedPlace, turn: number): Name[] {
  const own = ` ${foldName(place.name)}`;
  const others = place.otherNames
    .map((otherName) => ({ folded: ` ${foldName(otherName)}`, otherName, place, turn }))
    .filter(({ folded }) => folded !== own);
  return [{ folded: own, place, turn }, ...others];
}

type Near = { readonly name: Name; readonly distance: number };

function nearest(
  names: readonly Name[],
  sharing: ReadonlyMap<string, readonly number[]>,
  folded: string,
): readonly FoundPlace[] {
  const fitting = fittingNames(names, folded);
  const near = fitting.length > 0 ? fitting : mistyped(names, sharing, folded);
  const best = new Map<string, Name>();
  for (const { name } of near) if (!best.has(name.place.placeId)) best.set(name.place.placeId, name);
  return (
    [...best.values()]
      // Where the text names the station, the station stands for its stops: searching from it finds departures at each.
      .filter(({ place }) => !best.has(place.stationId ?? ''))
      .slice(0, mostFound)
      .map(({ place, otherName }) => (otherName === undefined ? { place } : { place, otherName }))
  );
}

/** The nearest first; of those as near, in the order of names, which is that of how busy their places are. */
function fittingNames(names: readonly Name[], folded: string): readonly Near[] {
  const words = folded.split(' ');
  const byDistance: Near[][] = [[], [], [], []];
  for (const name of names) {
    const distance = distanceOf(name.folded, folded, words);
    const asNear = distance === undefined ? undefined : byDistance[distance];
    if (distance !== undefined && asNear !== undefined && asNear.length < mostOfADistance)
      asNear.push({ name, distance });
  }
  return byDistance.flat();
}

/** 0 the name itself, 1 its beginning, 2 a word's or several words', 3 anywhere in it. */
function distanceOf(name: string, folded: string, words: readonly string[]): number | undefined {
  if (name.includes(folded)) {
    if (name.startsWith(folded, 1)) return name.length === folded.length + 1 ? 0 : 1;
    return name.includes(` ${folded}`) ? 2 : 3;
  }
  return words.length > 1 && words.every((word) => name.includes(` ${word}`)) ? 2 : undefined;
}

/** Names that share letters with what was typed, and of which it is but a few errors away. */
function mistyped(
  names: readonly Name[],
  sharing: ReadonlyMap<string, readonly number[]>,
  folded: string,
): readonly Near[] {
  if (folded.length < fewestLetters) return [];
  const shared = new Map<number, number>();
  for (const three of threesOf(` ${folded}`))
    for (const index of sharing.get(three) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
  const most = errorsAllowed(folded.length) + 1;
  return [...shared]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostSuspects)
    .flatMap(([index]): Near[] => {
      const name = names[index];
      const distance = name === undefined ? most : typingErrors(folded, name.folded.slice(1), most);
      return name === undefined || distance >= most ? [] : [{ name, distance }];
    })
    .toSorted((one, other) => one.distance - other.distance || one.name.turn - other.name.turn);
}

/** One in a short word, two in one of eight letters: more, and it is another word. */
function errorsAllowed(letters: number): number {
  return letters < 6 ? 1 : letters < 9 ? 2 : 3;
}

function threesOf(folded: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, folded.length - 2) }, (_three, at) => folded.slice(at, at + 3)));
}
