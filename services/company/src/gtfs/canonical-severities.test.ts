import { expect, it } from 'vitest';
import { edited, findingsOf, lines, smallFeed, type Changes } from './testing/small-feed.ts';

/** How the canonical GTFS validator grades the notices that are told here under its names. */
const canonical = {
  error: [
    'csv_parsing_failed duplicate_key duplicated_column empty_column_name empty_file foreign_key_violation',
    'inconsistent_agency_timezone invalid_character invalid_color invalid_currency invalid_currency_amount invalid_date',
    'invalid_float invalid_input_files_in_subfolder invalid_integer invalid_language_code invalid_row_length invalid_time',
    'invalid_timezone invalid_url location_with_unexpected_stop_time location_without_parent_station',
    'missing_calendar_and_calendar_date_files missing_required_agency_id missing_required_column missing_required_field',
    'missing_required_file missing_stop_name missing_trip_edge new_line_in_value number_out_of_range overlapping_frequency',
    'point_near_origin point_near_pole route_both_short_and_long_name_missing start_and_end_range_out_of_order',
    'station_with_parent_station stop_time_timepoint_without_times stop_time_with_arrival_before_previous_departure_time',
    'stop_time_with_only_arrival_or_departure_time stop_without_location too_many_rows wrong_parent_location_type',
  ],
  warning: [
    'expired_calendar leading_or_trailing_whitespaces missing_feed_contact_email_and_url missing_feed_info_date',
    'missing_recommended_file route_short_name_too_long service_has_no_active_day_of_the_week single_shape_point',
    'stop_without_stop_time trip_coverage_not_active_for_next7_days unexpected_enum_value unusable_trip unused_shape unused_trip',
  ],
  info: ['unknown_column unknown_file unused_station'],
} as const;

const severityOf = new Map(
  Object.entries(canonical).flatMap(([severity, lists]) =>
    lists.flatMap((list) => list.split(' ').map((code) => [code, severity] as const)),
  ),
);

/** Feeds of which each has a good many mistakes. */
const broken: readonly Changes[] = [
  {
    ...edited('agency.txt', 'https://a.example', 'no address'),
    ...edited('routes.txt', 'KGL-HUY', ' KIGALI TO HUYE'),
    'feed_info.txt': lines('feed_publisher_name,feed_lang,feed_start_date', 'Safiri,english!,20260101'),
    'shapes.txt': lines('shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence', 'x,1,1,1', 'y,1,1,1', 'y,1,2,2'),
    'trips.txt': lines(
      'route_id,service_id,trip_id,shape_id,direction_id,colour',
      'r,daily,morning,z,7,',
      'r,daily,night,,,',
      'r,daily,ghost,,,',
    ),
    'stops.txt': `${smallFeed['stops.txt']}idle,Idle station,-2,30,,1,,\n`,
    'notes.txt': lines('note', 'hello'),
  },
  {
    ...edited('stops.txt', '-2.6,29.74', '0,0'),
    ...edited('calendar.txt', '20261231', '20251231'),
    ...edited('stop_times.txt', '07:05:00,07:10:00', '05:05:00,'),
    ...edited('routes.txt', 'KGL-HUY,Kigali - Huye', ','),
    'frequencies.txt': lines(
      'trip_id,start_time,end_time,headway_secs',
      'night,06:00:00,08:00:00,600',
      'night,07:00:00,09:00:00,0',
    ),
    'fare_attributes.txt': lines('fare_id,price,currency_type', 'f,1.5,RWF', 'g,1,XXX', 'f,1,RWF'),
  },
  { 'calendar.txt': null, 'stops.txt': null, ...edited('trips.txt', 'trip_id', 'trip') },
];

it('is graded as the canonical validator grades it, whatever is found', async () => {
  const seen = new Set<string>();
  for (const changes of broken) {
    const { report } = await findingsOf(changes);
    for (const { code, severity } of report.problems) {
      if (!severityOf.has(code)) continue;
      expect([code, severity]).toEqual([code, severityOf.get(code)]);
      seen.add(code);
    }
  }
  expect(seen.size).toBeGreaterThan(20);
});
