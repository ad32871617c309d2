import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { companyChanged, findPlaces, type Place } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import { sampleCompany, samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
import { searchRoutes } from '../search/routes.ts';

let bed: Testbed;
let client: ReturnType<Awaited<ReturnType<Testbed['serve']>>['as']>;

/** In no town that the platform knows. */
const nowhere = { latitude: 40, longitude: 20 };
const station = sampleStop('Gare de Nyabugogo', { ...nowhere, kind: 'station' });
const bay = sampleStop('Nyabugogo Bay 1', { ...nowhere, stationId: station.stopId });
const butare = { latitude: -2.597, longitude: 29.739 };
const kampala = { latitude: 0.313, longitude: 32.571, timeZone: 'Africa/Kampala' };
const namirembe = sampleStop('Kampala, Namirembe Road', kampala);
const parks = [namirembe, sampleStop('Kampala, New Taxi Park', kampala)];
const huye = sampleStop('Huye', butare);
const stops = [
  station,
  bay,
  sampleStop('Kigali', nowhere),
  sampleStop('Ñuñoa', nowhere),
  sampleStop('Old Kigali Road', nowhere),
  sampleStop('Mukigali', nowhere),
  sampleStop('Kigali Airport', { ...nowhere, removed: true }),
  sampleStop('100 % Market_place', nowhere),
  sampleStop('京都駅前', { ...nowhere, otherNames: ['Kyōto Ekimae', 'きょうとえきまえ'] }),
  ...parks,
  huye,
];

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  const service: Service = {
    name: 'ticketing',
    db: bed.deps.db,
    routes: searchRoutes(bed.deps),
    consumers: networkConsumers(),
    jobs: [],
  };
  client = (await bed.serve(service)).as();
  const companies = Array.from({ length: 6 }, (_company, index) => ({
    ...sampleCompany,
    companyId: newId(),
    name: `Company ${6 - index}`,
  }));
  for (const company of companies) await bed.hear(service, companyChanged, company);
  const patterns = companies.map((company) =>
    samplePattern(
      [
        { at: bay, minutes: 0 },
        { at: stops[2] ?? bay, minutes: 60 },
      ],
      { companyId: company.companyId },
    ),
  );
  const toKampala = samplePattern([
    { at: huye, minutes: 0 },
    ...parks.map((at, index) => ({ at, minutes: 600 + index * 10 })),
  ]);
  const tomorrow = new Date(bed.deps.clock.now().getTime() + 86_400_000).toISOString();
  await tell(bed, service, {
    stops,
    patterns: [...patterns, toKampala],
    fares: [],
    trips: [sampleTrip(toKampala, tomorrow)],
  });
});
afterAll(async () => await bed.close());

async function find(text: string, limit?: number): Promise<Place[]> {
  const answer = await client(findPlaces, { query: { text, ...(limit === undefined ? {} : { limit }) } });
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value.places;
}

const names = (places: readonly Place[]): string[] => places.map((place) => place.name);

describe('findPlaces', () => {
  it('lists names that begin with the text, then those with a word that does, then those that contain it; none that is gone', async () => {
    expect(names(await find('kiga'))).toEqual(['Kigali', 'Old Kigali Road', 'Mukigali']);
    expect(names(await find('kiga', 1))).toEqual(['Kigali']);
  });

  it('needs no accents and no capitals', async () => {
    expect(names(await find('NUNOA'))).toEqual(['Ñuñoa']);
    expect(names(await find('ñu'))).toEqual(['Ñuñoa']);
  });

  it('lets a station stand for its stops where the text names it, and finds a stop by its own name', async () => {
    expect(names(await find('nyabu'))).toEqual(['Gare de Nyabugogo']);
    expect(names(await find('bay 1'))).toEqual(['Nyabugogo Bay 1']);
  });

  it('says who goes there, five at most; a station is served where its stops are', async () => {
    const [first] = await find('gare');
    expect(first).toEqual({
      stopId: station.stopId,
      name: 'Gare de Nyabugogo',
      kind: 'station',
      ...nowhere,
      departures: 0,
      companies: ['Company 1', 'Company 2', 'Company 3', 'Company 4', 'Company 5'],
    });
    expect((await find('old kigali'))[0]?.companies).toEqual([]);
  });

  it('wildcards find nothing by themselves and are only signs between words', async () => {
    for (const text of ['%', '_', '\\', '%%']) expect(await find(text)).toEqual([]);
    expect(names(await find('100% market'))).toEqual(['100 % Market_place']);
    expect(names(await find('1_0'))).toEqual([]);
  });

  it('lists the places most routes serve when nothing is typed, a station for its stops', async () => {
    expect(names(await find(''))).toEqual(expect.arrayContaining(['Gare de Nyabugogo']));
    expect(names(await find(' '))).not.toContain('Nyabugogo Bay 1');
    expect(await find('', 1)).toHaveLength(1);
  });

  it('forgives typing errors: letters too many, missing, wrong or exchanged, where nothing fits what was typed', async () => {
    for (const typed of ['nyabuggogo', 'nyabugoo', 'nyapugogo', 'nyabugoog'])
      expect(names(await find(typed)), typed).toEqual(['Gare de Nyabugogo']);
    expect(names(await find('kmapala nmirembe'))).toEqual(['Kampala, Namirembe Road']);
    expect(await find('zanzibar')).toEqual([]);
    expect(await find('hux')).toEqual([]);
  });

  it('takes words in any order, and other scripts as they are written', async () => {
    expect(names(await find('road kampala'))).toEqual(['Kampala, Namirembe Road']);
    expect(names(await find('都駅'))).toEqual(['京都駅前']);
  });

  it('finds a stop by what it is called in another language, also mistyped, and says so', async () => {
    for (const [typed, otherName] of [
      ['kyoto eki', 'Kyōto Ekimae'],
      ['ekimae', 'Kyōto Ekimae'],
      ['kioto ekimae', 'Kyōto Ekimae'],
      ['きょうと', 'きょうとえきまえ'],
    ] as const)
      expect(await find(typed), typed).toMatchObject([{ name: '京都駅前', kind: 'stop', otherName }]);
    expect((await find('京都'))[0]).not.toHaveProperty('otherName');
  });

  it('finds a town with several stops, before its stops, and says what calls there', async () => {
    const found = await find('kampala');
    expect(names(found)).toEqual(['Kampala', 'Kampala, Namirembe Road', 'Kampala, New Taxi Park']);
    expect(found[0]).toMatchObject({ kind: 'town', companies: [sampleCompany.name], departures: 1 });
    expect(names(await find(''))).toContain('Kampala');
    expect(names(await find(''))).not.toContain('Kampala, Namirembe Road');
  });

  it('finds a stop by the name of the district it is alone in, and by that of former times', async () => {
    expect(await find('butare')).toMatchObject([{ stopId: huye.stopId, name: 'Huye', otherName: 'Butare' }]);
    expect(names(await find('huye'))).toEqual(['Huye']);
  });

  it('puts the place first where more is on sale', async () => {
    const found = await find('k');
    expect(found.slice(0, 2).map(({ name, departures }) => [name, departures])).toEqual([
      ['Kampala', 1],
      ['Kampala, Namirembe Road', 1],
    ]);
    expect(names(found).indexOf('Kigali')).toBeGreaterThan(1);
  });

  it('refuses a text that is too long', async () => {
    expect(await client(findPlaces, { query: { text: 'x'.repeat(81) } })).toMatchObject({
      code: 'VALIDATION_FAILED',
      problem: { field: '/query/text' },
    });
  });
});
