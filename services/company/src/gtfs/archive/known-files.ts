/** Files of the specification that are read here. */
const readFiles: ReadonlySet<string> = new Set([
  'agency.txt',
  'stops.txt',
  'routes.txt',
  'trips.txt',
  'stop_times.txt',
  'calendar.txt',
  'calendar_dates.txt',
  'shapes.txt',
  'frequencies.txt',
  'fare_attributes.txt',
  'fare_rules.txt',
  'translations.txt',
  'feed_info.txt',
]);

/** Files of the specification that nothing here uses yet; a feed's author should know. */
const unusedFiles: ReadonlySet<string> = new Set([
  'transfers.txt',
  'pathways.txt',
  'levels.txt',
  'attributions.txt',
  'fare_products.txt',
  'fare_media.txt',
  'rider_categories.txt',
  'fare_leg_rules.txt',
  'fare_leg_join_rules.txt',
  'fare_transfer_rules.txt',
  'timeframes.txt',
  'areas.txt',
  'stop_areas.txt',
  'networks.txt',
  'route_networks.txt',
  'booking_rules.txt',
  'location_groups.txt',
  'location_group_stops.txt',
  'locations.geojson',
]);

export function fileUse(file: string): 'read' | 'unused' | 'unknown' {
  if (readFiles.has(file)) return 'read';
  return unusedFiles.has(file) ? 'unused' : 'unknown';
}
