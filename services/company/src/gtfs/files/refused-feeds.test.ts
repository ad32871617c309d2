import { describe, expect, it } from 'vitest';
import { edited, findingsOf, lines } from '../testing/small-feed.ts';
import type { Changes } from '../testing/small-feed.ts';

/** What must be found, as "file:line field code". */
type Check = { readonly name: string; readonly changes: Changes; readonly finds: string };

const secondAgency = edited(
  'agency.txt',
  'Africa/Kigali\n',
  'Africa/Kigali\nb,Crane,https://b.example,Africa/Kampala\n',
);
const frequency = (row: string) => ({ 'frequencies.txt': lines('trip_id,start_time,end_time,headway_secs', row) });
const fare = (row: string) => ({ 'fare_attributes.txt': lines('fare_id,price,currency_type,agency_id', row) });

const refused: readonly Check[] = [
  {
    name: 'a time zone nobody knows',
    changes: edited('agency.txt', 'Kigali\n', 'Gotham\n'),
    finds: 'agency.txt:2 agency_timezone invalid_timezone',
  },
  { name: 'two time zones', changes: secondAgency, finds: 'agency.txt:3 agency_timezone inconsistent_agency_timezone' },
  {
    name: 'an agency without id among several',
    changes: edited('agency.txt', 'Kigali\n', 'Kigali\n,X,https://x.example,Africa/Kigali\n'),
    finds: 'agency.txt:3 agency_id missing_required_agency_id',
  },
  {
    name: 'an agency without a name',
    changes: edited('agency.txt', 'a,Imisozi', 'a,'),
    finds: 'agency.txt:2 agency_name missing_required_field',
  },
  {
    name: 'two stops of one id',
    changes: edited('stops.txt', 'huye,Huye', 'muhanga,Huye'),
    finds: 'stops.txt:5 stop_id duplicate_key',
  },
  {
    name: 'an id no index takes',
    changes: edited('stops.txt', 'huye,Huye', `${'h'.repeat(201)},Huye`),
    finds: 'stops.txt:5 stop_id id_too_long',
  },
  {
    name: 'a stop without a name',
    changes: edited('stops.txt', 'huye,Huye', 'huye,'),
    finds: 'stops.txt:5 stop_name missing_stop_name',
  },
  {
    name: 'a stop without a place',
    changes: edited('stops.txt', '-2.6,29.74', '-2.6,'),
    finds: 'stops.txt:5 stop_lon stop_without_location',
  },
  {
    name: 'a place that is no number',
    changes: edited('stops.txt', '-2.6,', '2° S,'),
    finds: 'stops.txt:5 stop_lat invalid_float',
  },
  {
    name: 'a place beyond the pole',
    changes: edited('stops.txt', '-2.6,', '-92.6,'),
    finds: 'stops.txt:5 stop_lat number_out_of_range',
  },
  {
    name: 'a place at the pole',
    changes: edited('stops.txt', '-2.6,', '-89.5,'),
    finds: 'stops.txt:5 stop_lat point_near_pole',
  },
  {
    name: 'a place at 0, 0',
    changes: edited('stops.txt', '-2.6,29.74', '0,0'),
    finds: 'stops.txt:5 stop_lat point_near_origin',
  },
  {
    name: 'a wrong time zone of a stop',
    changes: edited('stops.txt', '-2.6,29.74,h,0,,', '-2.6,29.74,h,0,,+02:00'),
    finds: 'stops.txt:5 stop_timezone invalid_timezone',
  },
  {
    name: 'a parent nobody knows',
    changes: edited('stops.txt', 'k,0,park', 'k,0,lot'),
    finds: 'stops.txt:3 parent_station foreign_key_violation',
  },
  {
    name: 'a parent that is no station',
    changes: edited('stops.txt', 'k,0,park', 'k,0,huye'),
    finds: 'stops.txt:3 parent_station wrong_parent_location_type',
  },
  {
    name: 'a station within a station',
    changes: edited('stops.txt', '30.04,,1,,', '30.04,,1,huye,'),
    finds: 'stops.txt:2 parent_station station_with_parent_station',
  },
  {
    name: 'an entrance to nothing',
    changes: edited('stops.txt', 'Huye,-2.6,29.74,h,0,,', 'Huye,-2.6,29.74,h,2,,'),
    finds: 'stops.txt:5 parent_station location_without_parent_station',
  },
  {
    name: 'a halt at a station as a whole',
    changes: edited('stop_times.txt', '06:00:00,kigali', '06:00:00,park'),
    finds: 'stop_times.txt:2 stop_id location_with_unexpected_stop_time',
  },
  {
    name: 'a route without any name',
    changes: edited('routes.txt', 'KGL-HUY,Kigali - Huye', ','),
    finds: 'routes.txt:2 route_short_name route_both_short_and_long_name_missing',
  },
  {
    name: 'a route of an unknown agency',
    changes: edited('routes.txt', 'r,a,', 'r,b,'),
    finds: 'routes.txt:2 agency_id foreign_key_violation',
  },
  {
    name: 'a route of no agency among several',
    changes: { ...secondAgency, ...edited('routes.txt', 'r,a,', 'r,,') },
    finds: 'routes.txt:2 agency_id missing_required_field',
  },
  {
    name: 'no calendar',
    changes: { 'calendar.txt': null },
    finds: 'calendar.txt:  missing_calendar_and_calendar_date_files',
  },
  {
    name: 'a date that does not exist',
    changes: edited('calendar.txt', '20261231', '20260231'),
    finds: 'calendar.txt:2 end_date invalid_date',
  },
  {
    name: 'a calendar that ends before it begins',
    changes: edited('calendar.txt', '20261231', '20251231'),
    finds: 'calendar.txt:2 end_date start_and_end_range_out_of_order',
  },
  {
    name: 'a weekday that is neither',
    changes: edited('calendar.txt', 'daily,1', 'daily,2'),
    finds: 'calendar.txt:2 monday number_out_of_range',
  },
  {
    name: 'an exception that is neither',
    changes: { 'calendar_dates.txt': lines('service_id,date,exception_type', 'daily,20260101,3') },
    finds: 'calendar_dates.txt:2 exception_type number_out_of_range',
  },
  {
    name: 'two exceptions for one day',
    changes: { 'calendar_dates.txt': lines('service_id,date,exception_type', 'daily,20260101,1', 'daily,20260101,2') },
    finds: 'calendar_dates.txt:3 date duplicate_key',
  },
  {
    name: 'a trip of an unknown route',
    changes: edited('trips.txt', 'r,daily,night', 'q,daily,night'),
    finds: 'trips.txt:3 route_id foreign_key_violation',
  },
  {
    name: 'a trip of an unknown service',
    changes: edited('trips.txt', 'r,daily,night', 'r,weekly,night'),
    finds: 'trips.txt:3 service_id foreign_key_violation',
  },
  {
    name: 'two trips of one id',
    changes: edited('trips.txt', 'r,daily,night', 'r,daily,morning'),
    finds: 'trips.txt:3 trip_id duplicate_key',
  },
  {
    name: 'a stop time of an unknown trip',
    changes: edited('stop_times.txt', 'night,22:30:00', 'noon,22:30:00'),
    finds: 'stop_times.txt:5 trip_id foreign_key_violation',
  },
  {
    name: 'a stop time at an unknown stop',
    changes: edited('stop_times.txt', '22:30:00,kigali', '22:30:00,kigoma'),
    finds: 'stop_times.txt:5 stop_id foreign_key_violation',
  },
  {
    name: 'a time that is none',
    changes: edited('stop_times.txt', '06:00:00,06:00:00', '06:00:00,6.00'),
    finds: 'stop_times.txt:2 departure_time invalid_time',
  },
  {
    name: 'a departure before its arrival',
    changes: edited('stop_times.txt', '07:05:00,07:10:00', '07:05:00,07:00:00'),
    finds: 'stop_times.txt:3 departure_time start_and_end_range_out_of_order',
  },
  {
    name: 'an arrival before the departure from the stop before',
    changes: edited('stop_times.txt', '08:45:00,08:45:00', '07:09:59,08:45:00'),
    finds: 'stop_times.txt:4 arrival_time stop_time_with_arrival_before_previous_departure_time',
  },
  {
    name: 'a sequence that stands still',
    changes: edited('stop_times.txt', 'muhanga,2', 'muhanga,3'),
    finds: 'stop_times.txt:4 stop_sequence duplicate_key',
  },
  {
    name: 'a sequence that is none',
    changes: edited('stop_times.txt', 'muhanga,2', 'muhanga,two'),
    finds: 'stop_times.txt:3 stop_sequence invalid_integer',
  },
  {
    name: 'a trip without a time at its end',
    changes: edited('stop_times.txt', '08:45:00,08:45:00', ','),
    finds: 'stop_times.txt:4 arrival_time missing_trip_edge',
  },
  {
    name: 'a headway of an unknown trip',
    changes: frequency('noon,06:00:00,09:00:00,600'),
    finds: 'frequencies.txt:2 trip_id foreign_key_violation',
  },
  {
    name: 'a headway of no time',
    changes: frequency('night,06:00:00,09:00:00,0'),
    finds: 'frequencies.txt:2 headway_secs number_out_of_range',
  },
  {
    name: 'a headway that ends before it starts',
    changes: frequency('night,09:00:00,06:00:00,600'),
    finds: 'frequencies.txt:2 end_time start_and_end_range_out_of_order',
  },
  {
    name: 'headways that overlap',
    changes: frequency('night,06:00:00,09:00:00,600\nnight,08:00:00,10:00:00,600'),
    finds: 'frequencies.txt:3 start_time overlapping_frequency',
  },
  {
    name: 'a currency nobody knows',
    changes: fare('f,1500,XYZ,a'),
    finds: 'fare_attributes.txt:2 currency_type invalid_currency',
  },
  {
    name: 'half a franc',
    changes: fare('f,1500.50,RWF,a'),
    finds: 'fare_attributes.txt:2 price invalid_currency_amount',
  },
  {
    name: 'a price below zero',
    changes: fare('f,-1,RWF,a'),
    finds: 'fare_attributes.txt:2 price invalid_currency_amount',
  },
  {
    name: 'a fare of an unknown agency',
    changes: fare('f,1500,RWF,b'),
    finds: 'fare_attributes.txt:2 agency_id foreign_key_violation',
  },
  {
    name: 'a point of a shape without a number',
    changes: { 'shapes.txt': lines('shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence', 's,-2,30,') },
    finds: 'shapes.txt:2 shape_pt_sequence missing_required_field',
  },
];

describe('a feed is refused for', () => {
  it.each(refused)('$name', async ({ changes, finds }) => {
    const { feed, found, report } = await findingsOf(changes);
    expect(found).toContain(finds);
    expect(report.problems[found.indexOf(finds)]).toMatchObject({
      severity: 'error',
      refuses: 'feed',
      expected: expect.stringMatching(/^[A-Z0-9].*\.$/),
    });
    expect(feed).toBeUndefined();
  });
});
