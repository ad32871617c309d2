import { afterAll, beforeAll, expect, test } from 'vitest';
import { Compile } from 'typebox/compile';
import {
  allEvents,
  cancelTrip,
  companyChanged,
  faresChanged,
  layoutChanged,
  patternsChanged,
  stopsChanged,
  tripCancelled,
  tripsScheduled,
} from '@safiri/contracts';
import { openCompanyTestbed, payloadsOf, type CompanyTestbed, type News } from './company-testbed.ts';
import { edit, smallFeed } from './small-feed.ts';

let bed: CompanyTestbed;
beforeAll(async () => {
  bed = await openCompanyTestbed();
});
afterAll(async () => await bed.close());

type Member = { readonly version: number; readonly removed?: boolean; readonly status?: string };

/** What a service that heard these events would hold: the highest version of everything. */
function copyOf(news: readonly News[]): Map<string, Member> {
  const copy = new Map<string, Member>();
  const keep = (key: string, member: Member): void => {
    if (member.version >= (copy.get(key)?.version ?? 0)) copy.set(key, member);
  };
  for (const company of payloadsOf(news, companyChanged)) keep(`company ${company.companyId}`, company);
  for (const layout of payloadsOf(news, layoutChanged)) keep(`layout ${layout.layout.layoutId}`, layout);
  for (const { stops } of payloadsOf(news, stopsChanged)) for (const stop of stops) keep(`stop ${stop.stopId}`, stop);
  for (const { patterns } of payloadsOf(news, patternsChanged)) {
    for (const pattern of patterns) keep(`pattern ${pattern.patternId}`, pattern);
  }
  for (const { fares } of payloadsOf(news, faresChanged))
    for (const fare of fares) keep(`fares ${fare.patternId}`, fare);
  for (const { trips } of payloadsOf(news, tripsScheduled)) for (const trip of trips) keep(`trip ${trip.tripId}`, trip);
  for (const { trip } of payloadsOf(news, tripCancelled)) keep(`trip ${trip.tripId}`, trip);
  return copy;
}

test('a snapshot rebuilds every copy, tombstones and cancelled trips too, from an empty one or a stale one', async () => {
  const heard: News[] = [];
  const listen = async (): Promise<void> => void heard.push(...(await bed.news()));
  await bed.importFiles({
    ...smallFeed,
    'translations.txt': 'trans_id,lang,translation\nRubavu,fr,Gisenyi\nMusanze,fr,Parc de Musanze\n',
  });
  await listen();
  const changed = edit(
    edit(edit(smallFeed, 'stops.txt', { from: 'Musanze', to: 'Ruhengeri' }), 'trips.txt', {
      from: '^R1,daily,night\n',
      to: '',
    }),
    'stop_times.txt',
    { from: '^night,.*\n', to: '' },
  );
  await bed.importFiles(changed);
  await bed.service.dateTrips();
  await listen();
  const [{ trip_id: tripId, company_id: companyId } = {}] = await bed.admin(
    'select trip_id, company_id from company.trips order by departs_at desc limit 1',
  );
  const admin = (await bed.serve(bed.service)).as(await bed.tokens.staff('company-admin', String(companyId)));
  expect(await admin(cancelTrip, { params: { tripId: Number(tripId) }, body: { reason: 'No bus.' } })).toMatchObject({
    ok: true,
  });
  await listen();

  const before = await bed.contents();
  const events = await bed.service.republish?.();
  const snapshot = await bed.news();
  expect(snapshot).toHaveLength(events ?? -1);
  expect(copyOf(snapshot)).toEqual(copyOf(heard));
  expect(copyOf([...heard.slice(0, 3), ...snapshot])).toEqual(copyOf(heard));
  expect(await bed.contents(), 'telling changes nothing').toEqual(before);
  expect([...copyOf(snapshot).values()].filter((member) => member.removed === true)).toHaveLength(1);
  expect([...copyOf(snapshot).values()].filter((member) => member.status === 'cancelled')).toHaveLength(1);
});

test('every event fits its contract', async () => {
  await bed.service.republish?.();
  const validators = new Map(allEvents.map((event) => [event.type, Compile(event.payload)]));
  for (const { type, payload } of await bed.news())
    expect([type, validators.get(type)?.Check(payload)]).toEqual([type, true]);
});
