import type { Fare, FareTable, Route, ZoneRule } from '../feed.ts';
import { isKnownOrLeftOut, lineOf } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { text, warn } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';
import { fareTable } from './read-fares.ts';
import type { FareLine } from './read-fares.ts';

const table: Table = {
  file: 'fare_rules.txt',
  presence: 'optional',
  requiredColumns: ['fare_id'],
  optionalColumns: ['route_id', 'origin_id', 'destination_id', 'contains_id'],
};

export type FareTargets = {
  readonly fares: ReadonlyMap<string, FareLine>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly zoneIds: ReadonlySet<string>;
};

type DraftRules = Map<string, Map<string, Map<string, string[]>>>;

/**
 * Joins fares to routes and zones. A rule that names something unknown is left out; a fare without a rule is reported
 * and not used, for nothing says what it pays for.
 */
export async function readFareRules(reading: Reading, targets: FareTargets): Promise<FareTable> {
  const rules: DraftRules = new Map();
  const zoneRules = new Map<string, ZoneRule & { readonly zoneIds: Set<string> }>();
  const linkedFareIds = new Set<string>();
  await readTable(reading, table, (row) => {
    if (!isWholeRule(row, targets)) return;
    linkedFareIds.add(text(row, 'fare_id'));
    if (text(row, 'contains_id') === '') addRule(row, rules);
    else addZoneRule(row, zoneRules);
  });

  const fares = new Map<string, Fare>();
  const unusedFareIds: string[] = [];
  for (const [id, { fare, line }] of targets.fares) {
    if (fare === undefined) continue;
    fares.set(id, fare);
    if (linkedFareIds.has(id)) continue;
    unusedFareIds.push(id);
    reportUnused(reading, { id, line });
  }
  return { fares, rules, zoneRules: [...zoneRules.values()], unusedFareIds };
}

function isWholeRule(row: Row, { fares, routes, zoneIds }: FareTargets): boolean {
  const zones = { records: zoneIds, file: 'stops.txt', column: 'zone_id' };
  const isFareKnown = isKnownOrLeftOut(row, 'fare_id', { records: fares, file: fareTable.file });
  const isRouteKnown =
    text(row, 'route_id') === '' || isKnownOrLeftOut(row, 'route_id', { records: routes, file: 'routes.txt' });
  const areZonesKnown = ['origin_id', 'destination_id', 'contains_id'].every(
    (field) => text(row, field) === '' || isKnownOrLeftOut(row, field, zones),
  );
  return isFareKnown && isRouteKnown && areZonesKnown;
}

function addRule(row: Row, rules: DraftRules): void {
  const [routeId, originId, destinationId] = [
    text(row, 'route_id'),
    text(row, 'origin_id'),
    text(row, 'destination_id'),
  ];
  const byOrigin = rules.get(routeId) ?? new Map<string, Map<string, string[]>>();
  const byDestination = byOrigin.get(originId) ?? new Map<string, string[]>();
  const fareIds = byDestination.get(destinationId) ?? [];
  fareIds.push(text(row, 'fare_id'));
  rules.set(routeId, byOrigin.set(originId, byDestination.set(destinationId, fareIds)));
}

/** Lines that differ in contains_id alone name together the zones a journey must pass. */
function addZoneRule(row: Row, zoneRules: Map<string, ZoneRule & { readonly zoneIds: Set<string> }>): void {
  const rule = {
    fareId: text(row, 'fare_id'),
    routeId: text(row, 'route_id'),
    originId: text(row, 'origin_id'),
    destinationId: text(row, 'destination_id'),
  };
  const key = JSON.stringify(rule);
  const known = zoneRules.get(key) ?? { ...rule, zoneIds: new Set<string>() };
  known.zoneIds.add(text(row, 'contains_id'));
  zoneRules.set(key, known);
}

function reportUnused(reading: Reading, { id, line }: { readonly id: string; readonly line: number }): void {
  const expected = 'A line of fare_rules.txt that says what this fare pays for; the fare is not used.';
  warn(lineOf(reading, fareTable.file, line), { code: 'unused_fare', field: 'fare_id', value: id, expected });
}
