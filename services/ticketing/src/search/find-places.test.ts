import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { companyChanged, findPlaces, type Place } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import { sampleCompany, samplePattern, sampleStop, tell } from '../network/sample-network.ts';
import { searchRoutes } from './routes.ts';

let bed: Testbed;
let client: ReturnType<Awaited<ReturnType<Testbed['serve']>>['as']>;

const station = sampleStop('Gare de Nyabugogo', { kind: 'station' });
const bay = sampleStop('Nyabugogo Bay 1', { stationId: station.stopId });
const stops = [
  station,
  bay,
  sampleStop('Kigali'),
  sampleStop('Ñuñoa'),
  sampleStop('Old Kigali Road'),
  sampleStop('Mukigali'),
  sampleStop('Kigali Airport', { removed: true }),
  sampleStop('100 % Market_place'),
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
  await tell(bed, service, { stops, patterns, fares: [], trips: [] });
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
      latitude: -1.9,
      longitude: 30,
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

  it('refuses a text that is too long', async () => {
    expect(await client(findPlaces, { query: { text: 'x'.repeat(81) } })).toMatchObject({
      code: 'VALIDATION_FAILED',
      problem: { field: '/query/text' },
    });
  });
});
