import { describe, expect, it } from 'vitest';
import { edited, findingsOf, lines, readSmallFeed, smallFeed, usable } from '../testing/small-feed.ts';
import type { Changes } from '../testing/small-feed.ts';

/** What must be found, as "file:line field code". */
type Check = { readonly name: string; readonly changes: Changes; readonly finds: string };

const frequency = (row: string) => ({ 'frequencies.txt': lines('trip_id,start_time,end_time,headway_secs', row) });
const fare = (row: string) => ({ 'fare_attributes.txt': lines('fare_id,price,currency_type,agency_id', row) });
const fareRule = (row: string) => ({
  ...fare('f,1500,RWF,a'),
  'fare_rules.txt': lines('fare_id,route_id,origin_id,destination_id', 'f,r,,', row),
});
const noDays = edited('calendar.txt', 'daily,1,1,1,1,1,1,1', 'daily,0,0,0,0,0,0,0');

/** Found, and lived with: the feed is usable. */
const forgiven: readonly Check[] = [
  {
    name: 'a web address that is none',
    changes: edited('agency.txt', 'https://a.example', 'a.example'),
    finds: 'agency.txt:2 agency_url invalid_url',
  },
  {
    name: 'a colour that is none',
    changes: edited(
      'routes.txt',
      'route_type\nr,a,KGL-HUY,Kigali - Huye,3',
      'route_type,route_color\nr,a,KGL-HUY,Kigali - Huye,3,#00FF00',
    ),
    finds: 'routes.txt:2 route_color invalid_color',
  },
  {
    name: 'a route type nobody knows',
    changes: edited('routes.txt', 'Huye,3', 'Huye,99'),
    finds: 'routes.txt:2 route_type unexpected_enum_value',
  },
  {
    name: 'a name nobody can read to its end',
    changes: edited('routes.txt', 'Kigali - Huye', 'Kigali'.repeat(40)),
    finds: 'routes.txt:2 route_long_name name_too_long',
  },
  {
    name: 'a language that is none',
    changes: edited('feed_info.txt', ',en', ',english!'),
    finds: 'feed_info.txt:2 feed_lang invalid_language_code',
  },
  { name: 'no feed_info', changes: { 'feed_info.txt': null }, finds: 'feed_info.txt:  missing_recommended_file' },
  {
    name: 'a service without a weekday',
    changes: noDays,
    finds: 'calendar.txt:2 service_id service_has_no_active_day_of_the_week',
  },
  {
    name: 'a shape nobody knows',
    changes: edited(
      'trips.txt',
      'trip_id\nr,daily,morning\nr,daily,night',
      'trip_id,shape_id\nr,daily,morning,s\nr,daily,night,',
    ),
    finds: 'trips.txt:2 shape_id foreign_key_violation',
  },
  {
    name: 'a shape of one point',
    changes: { 'shapes.txt': lines('shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence', 's,-2,30,1') },
    finds: 'shapes.txt:2 shape_id single_shape_point',
  },
  {
    name: 'one time of two',
    changes: edited('stop_times.txt', '07:05:00,07:10:00', ',07:10:00'),
    finds: 'stop_times.txt:3 arrival_time stop_time_with_only_arrival_or_departure_time',
  },
  {
    name: 'a trip without stop times',
    changes: edited('trips.txt', 'r,daily,night', 'r,daily,night\nr,daily,noon'),
    finds: 'trips.txt:4 trip_id unused_trip',
  },
  {
    name: 'a trip longer than search looks back',
    changes: edited('stop_times.txt', '25:15:00,25:15:00', '25:15:00,72:00:00'),
    finds: 'stop_times.txt:7 departure_time trip_too_long',
  },
  {
    name: 'a headway of departures without end',
    changes: frequency('night,06:00:00,09:00:00,1'),
    finds: 'frequencies.txt:2 headway_secs too_many_departures',
  },
  { name: 'a fare without a rule', changes: fare('f,1500,RWF,a'), finds: 'fare_attributes.txt:2 fare_id unused_fare' },
  {
    name: 'a currency that is not traded',
    changes: fare('f,1500,INR,a'),
    finds: 'fare_attributes.txt:2 currency_type currency_not_traded',
  },
  {
    name: 'a rule of an unknown fare',
    changes: fareRule('g,r,,'),
    finds: 'fare_rules.txt:3 fare_id foreign_key_violation',
  },
  {
    name: 'a rule of an unknown route',
    changes: fareRule('f,q,,'),
    finds: 'fare_rules.txt:3 route_id foreign_key_violation',
  },
  {
    name: 'a rule of an unknown zone',
    changes: fareRule('f,r,k,z'),
    finds: 'fare_rules.txt:3 destination_id foreign_key_violation',
  },
  {
    name: 'a stop nobody serves',
    changes: edited('stops.txt', 'huye,Huye', 'nyanza,Nyanza,-2.35,29.75,h,0,,\nhuye,Huye'),
    finds: 'stops.txt: stop_id stop_without_stop_time',
  },
  {
    name: 'a file of the specification without effect here',
    changes: { 'transfers.txt': 'from_stop_id\n' },
    finds: 'transfers.txt:  file_not_used',
  },
  { name: 'a file of the publisher’s own', changes: { 'extra.txt': 'x\n' }, finds: 'extra.txt:  unknown_file' },
];

describe('a feed is usable in spite of', () => {
  it.each(forgiven)('$name', async ({ changes, finds }) => {
    const { feed, found } = await findingsOf(changes);
    expect(found).toEqual([finds]);
    expect(feed).toBeDefined();
  });
});

describe('what was left out', () => {
  it('is not in the feed, and all else is', async () => {
    const long = usable(await readSmallFeed(edited('stop_times.txt', '25:15:00,25:15:00', '25:15:00,72:00:00')));
    expect([...long.trips.keys()]).toEqual(['morning']);
    const often = usable(await readSmallFeed(frequency('night,06:00:00,09:00:00,1')));
    expect([...often.trips.keys()]).toEqual(['morning']);
    const unlinked = usable(await readSmallFeed(fare('f,1500,RWF,a')));
    expect(unlinked.fares.unusedFareIds).toEqual(['f']);
  });

  it('of values leaves the record', async () => {
    const feed = usable(await readSmallFeed(edited('agency.txt', 'https://a.example', 'a.example')));
    expect(feed.agencies.get('a')).toMatchObject({ name: 'Imisozi', url: undefined });
  });
});

describe('stops', () => {
  it('keep the clock of their station, else their own, else the feed’s', async () => {
    const stops = smallFeed['stops.txt']
      .replace('30.04,,1,,', '30.04,,1,,Africa/Nairobi')
      .replace('k,0,park,', 'k,0,park,Africa/Kampala')
      .replace('m,0,,', 'm,0,,Africa/Kampala');
    const { stops: read } = usable(await readSmallFeed({ 'stops.txt': stops }));
    expect([...read.values()].map(({ id, timeZone }) => `${id} ${timeZone}`)).toEqual([
      'park Africa/Nairobi',
      'kigali Africa/Nairobi',
      'muhanga Africa/Kampala',
      'huye Africa/Kigali',
    ]);
  });

  it('do not include entrances, which are checked all the same', async () => {
    const { stops } = usable(
      await readSmallFeed(edited('stops.txt', 'huye,Huye', 'gate,Gate,-1.94,30.04,,2,park,\nhuye,Huye')),
    );
    expect([...stops.keys()]).toEqual(['park', 'kigali', 'muhanga', 'huye']);
  });
});

describe('a single agency', () => {
  it('needs no id, nor do its routes name one', async () => {
    const changes = {
      'agency.txt': lines('agency_name,agency_url,agency_timezone', 'Imisozi,https://a.example,Africa/Kigali'),
      ...edited('routes.txt', 'r,a,', 'r,,'),
    };
    expect(usable(await readSmallFeed(changes)).routes.get('r')?.agencyId).toBe('');
  });
});
