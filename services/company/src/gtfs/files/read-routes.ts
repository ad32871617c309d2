import type { Agency, Route } from '../feed.ts';
import { addUnique, isKnown } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { colorValue, nameValue } from '../table/row-values.ts';
import { optionalText, refuseFeed, requiredText, text, warn } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';

const table: Table = {
  file: 'routes.txt',
  presence: 'required',
  requiredColumns: ['route_id', 'route_type'],
  optionalColumns: [
    'agency_id',
    'route_short_name',
    'route_long_name',
    'route_desc',
    'route_url',
    'route_color',
    'route_text_color',
    'route_sort_order',
    'continuous_pickup',
    'continuous_drop_off',
    'network_id',
    'cemv_support',
  ],
};

const busRouteType = 3;

/** The specification's advice. */
const shortNameCharacters = 12;

export async function readRoutes(
  reading: Reading,
  agencies: ReadonlyMap<string, Agency>,
): Promise<ReadonlyMap<string, Route>> {
  const routes = new Map<string, Route>();
  await readTable(reading, table, (row) => {
    const route = routeOf(row, agencies);
    addUnique(row, routes, { field: 'route_id', key: route.id, value: route });
  });
  return routes;
}

function routeOf(row: Row, agencies: ReadonlyMap<string, Agency>): Route {
  const shortName = nameValue(row, 'route_short_name');
  const longName = nameValue(row, 'route_long_name');
  if (shortName.length > shortNameCharacters) {
    const expected = `At most ${shortNameCharacters} characters: a number or a few letters, as a bus shows them.`;
    warn(row, { code: 'route_short_name_too_long', field: 'route_short_name', expected });
  }
  if (shortName === '' && longName === '') {
    const expected = 'A short or a long name.';
    refuseFeed(row, { code: 'route_both_short_and_long_name_missing', field: 'route_short_name', expected });
  }
  return {
    id: requiredText(row, 'route_id'),
    agencyId: agencyIdOf(row, agencies),
    shortName,
    longName,
    description: optionalText(row, 'route_desc'),
    type: routeTypeOf(row),
    color: colorValue(row, 'route_color'),
    textColor: colorValue(row, 'route_text_color'),
    sortOrder: sortOrderOf(row),
  };
}

/** With one agency in the feed a route need not name it. */
function agencyIdOf(row: Row, agencies: ReadonlyMap<string, Agency>): string {
  const field = 'agency_id';
  const [onlyAgencyId] = agencies.keys();
  if (text(row, field) === '' && agencies.size === 1 && onlyAgencyId !== undefined) return onlyAgencyId;
  if (text(row, field) === '' && agencies.size > 1) {
    refuseFeed(row, { code: 'missing_required_field', field, expected: 'The agency: the feed has several.' });
  } else {
    isKnown(row, field, { records: agencies, file: 'agency.txt' });
  }
  return text(row, field);
}

/** The basic types and the extended ones publishers use (100 to 1702); anything else is taken for a bus. */
function routeTypeOf(row: Row): number {
  const value = requiredText(row, 'route_type');
  const type = /^\d{1,4}$/.test(value) ? Number(value) : -1;
  if ((type >= 0 && type <= 7) || type === 11 || type === 12 || (type >= 100 && type <= 1702)) return type;
  if (value !== '') {
    warn(row, {
      code: 'unexpected_enum_value',
      field: 'route_type',
      expected: 'A type of the specification; it is read as 3, bus.',
    });
  }
  return busRouteType;
}

function sortOrderOf(row: Row): number | undefined {
  const value = text(row, 'route_sort_order');
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
