import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feed, Pattern, Stop } from '../feed.ts';
import { edited, lines, readSmallFeed, smallFeed, usable } from '../testing/small-feed.ts';
import { fareAt, fareMatrix } from './fare-matrix.ts';
import type { FareMatrix } from './fare-matrix.ts';

const attributes = 'fare_id,price,currency_type,agency_id';
const rules = 'fare_id,route_id,origin_id,destination_id,contains_id';

/** The fares of the small feed’s only pattern, Kigali – Muhanga – Huye. */
async function matrixWith(fares: readonly string[], fareRules: readonly string[]): Promise<FareMatrix | undefined> {
  const changes = { 'fare_attributes.txt': lines(attributes, ...fares), 'fare_rules.txt': lines(rules, ...fareRules) };
  return matrixOf(usable(await readSmallFeed(changes)));
}

function matrixOf(feed: Feed): FareMatrix | undefined {
  const [pattern] = feed.patterns.values();
  return pattern && fareMatrix(pattern, feed);
}

describe('the fares of a feed', () => {
  it('are those between zones, and null where it names none', async () => {
    const matrix = await matrixWith(['near,1500,RWF,a', 'far,4000,RWF,a'], ['near,r,k,m,', 'far,r,k,h,']);
    expect(matrix).toEqual({ currency: 'RWF', source: 'feed', stopCount: 3, amountsMinor: [1500, 4000, null] });
  });

  it('may hold for the whole route, for any route, and to any zone', async () => {
    expect((await matrixWith(['f,900,RWF,a'], ['f,r,,,']))?.amountsMinor).toEqual([900, 900, 900]);
    expect((await matrixWith(['f,900,RWF,a'], ['f,,,,']))?.amountsMinor).toEqual([900, 900, 900]);
    expect((await matrixWith(['f,900,RWF,a'], ['f,,k,,']))?.amountsMinor).toEqual([900, 900, null]);
    expect((await matrixWith(['f,900,RWF,a'], ['f,,,h,']))?.amountsMinor).toEqual([null, 900, 900]);
  });

  it('are the cheapest where several fit', async () => {
    const matrix = await matrixWith(
      ['dear,2000,RWF,a', 'cheap,1500,RWF,a'],
      ['dear,r,k,m,', 'cheap,r,k,m,', 'dear,r,,,'],
    );
    expect(matrix?.amountsMinor).toEqual([1500, 2000, 2000]);
  });

  it('may depend on all zones passed', async () => {
    const matrix = await matrixWith(
      ['two,1000,RWF,a', 'three,3000,RWF,a'],
      ['two,,,,k', 'two,,,,m', 'three,,k,h,k', 'three,,k,h,m', 'three,,k,h,h'],
    );
    expect(matrix?.amountsMinor).toEqual([1000, 3000, null]);
  });

  it('have minor units as their currency has', async () => {
    expect((await matrixWith(['f,1450.50,KES,a'], ['f,r,,,']))?.amountsMinor).toEqual([145_050, 145_050, 145_050]);
  });

  it('are in one currency for a pattern: the one that prices most', async () => {
    const matrix = await matrixWith(['u,5000,UGX,a', 'r,1500,RWF,a'], ['u,r,,,', 'r,r,k,m,']);
    expect(matrix).toMatchObject({ currency: 'UGX', amountsMinor: [5000, 5000, 5000] });
  });

  it('are not those of another agency, nor those no rule links to anything', async () => {
    const twoAgencies = edited('agency.txt', 'Kigali\n', 'Kigali\nb,Other,https://b.example,Africa/Kigali\n');
    const fares = {
      'fare_attributes.txt': lines(attributes, 'f,900,RWF,b', 'g,500,RWF,a'),
      'fare_rules.txt': lines(rules, 'f,r,,,'),
    };
    expect(matrixOf(usable(await readSmallFeed({ ...twoAgencies, ...fares })))?.source).toBe('distance');
  });
});

describe('fares by distance', () => {
  it('stand in where the feed has none, in its country’s money', async () => {
    const matrix = matrixOf(usable(await readSmallFeed()));
    expect(matrix).toMatchObject({ currency: 'RWF', source: 'distance', amountsMinor: [1400, 3700, 2300] });
  });

  it('do not exist where nobody knows the money', async () => {
    const feed = usable(await readSmallFeed(edited('agency.txt', 'Africa/Kigali', 'Asia/Kathmandu')));
    expect(feed.currency).toBeUndefined();
    expect(matrixOf(feed)).toBeUndefined();
  });

  it('never fall when a passenger boards earlier or leaves later', async () => {
    const feed = usable(await readSmallFeed());
    const place = fc.record({
      latitude: fc.double({ min: -85, max: 85, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 8 }), (places) => {
        const matrix = fareMatrix(...patternAlong(feed, places));
        if (matrix === undefined) throw new Error('no fares');
        for (let from = 0; from < places.length; from += 1) {
          for (let to = from + 1; to < places.length; to += 1) {
            const fare = fareAt(matrix, from, to) ?? 0;
            if (from > 0) expect(fareAt(matrix, from - 1, to)).toBeGreaterThanOrEqual(fare);
            if (to + 1 < places.length) expect(fareAt(matrix, from, to + 1)).toBeGreaterThanOrEqual(fare);
          }
        }
      }),
    );
  });
});

it('a journey that does not exist has no fare', async () => {
  const matrix = matrixOf(usable(await readSmallFeed()));
  if (matrix === undefined) throw new Error('no fares');
  expect(fareAt(matrix, 0, 2)).toBe(3700);
  for (const [from, to] of [
    [1, 1],
    [2, 1],
    [-1, 1],
    [0, 3],
  ] as const)
    expect(() => fareAt(matrix, from, to)).toThrow('no journey');
});

type Places = readonly { readonly latitude: number; readonly longitude: number }[];

/** A pattern through these places, in the world of the small feed. */
function patternAlong(feed: Feed, places: Places): [Pattern, Feed] {
  const [pattern] = feed.patterns.values();
  const [template, halt] = [feed.stops.get('huye'), pattern?.stops[0]];
  if (template === undefined || halt === undefined || pattern === undefined) throw new Error(smallFeed['stops.txt']);
  const stops = new Map(
    places.map((place, at): [string, Stop] => [String(at), { ...template, ...place, id: String(at) }]),
  );
  return [
    { ...pattern, stops: [...stops.keys()].map((stopId) => ({ ...halt, stopId })) },
    { ...feed, stops },
  ];
}
