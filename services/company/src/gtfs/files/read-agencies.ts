import { isTimeZone } from '@safiri/kernel';
import type { Agency } from '../feed.ts';
import { addUnique } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { languageValue, nameValue, noteMissing, urlValue } from '../table/row-values.ts';
import { optionalText, refuseFeed, requiredText, text } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';

const table: Table = {
  file: 'agency.txt',
  presence: 'required',
  requiredColumns: ['agency_name', 'agency_timezone'],
  optionalColumns: [
    'agency_id',
    'agency_url',
    'agency_lang',
    'agency_phone',
    'agency_fare_url',
    'agency_email',
    'cemv_support',
  ],
};

export type Agencies = {
  readonly agencies: ReadonlyMap<string, Agency>;
  /** The one zone all timetable times count in. */
  readonly timeZone: string;
};

/** The feed's agencies. A single one may go without an id; it is then known as ''. */
export async function readAgencies(reading: Reading): Promise<Agencies> {
  const agencies = new Map<string, Agency>();
  let timeZone: string | undefined;
  await readTable(reading, table, (row) => {
    timeZone = timeZoneOf(row, timeZone);
    const id = text(row, 'agency_id');
    if (id === '' && agencies.size > 0) {
      const expected = 'An agency_id: the feed has several agencies.';
      refuseFeed(row, { code: 'missing_required_agency_id', field: 'agency_id', expected });
    }
    noteMissing(row, 'agency_url');
    addUnique(row, agencies, { field: 'agency_id', key: id, value: agencyOf(row) });
  });
  return { agencies, timeZone: timeZone ?? 'UTC' };
}

function agencyOf(row: Row): Agency {
  return {
    id: text(row, 'agency_id'),
    name: agencyNameOf(row),
    url: urlValue(row, 'agency_url'),
    language: languageValue(row, 'agency_lang'),
    phone: optionalText(row, 'agency_phone'),
    email: optionalText(row, 'agency_email'),
  };
}

function agencyNameOf(row: Row): string {
  requiredText(row, 'agency_name');
  return nameValue(row, 'agency_name');
}

/** The first agency's zone binds the others: a timetable time must mean one thing in the whole feed. */
function timeZoneOf(row: Row, earlier: string | undefined): string {
  const field = 'agency_timezone';
  const value = requiredText(row, field);
  if (value !== '' && !isTimeZone(value)) {
    refuseFeed(row, {
      code: 'invalid_timezone',
      field,
      expected: 'A name of the IANA time zone database, such as Africa/Kigali.',
    });
    return earlier ?? 'UTC';
  }
  if (earlier !== undefined && value !== earlier) {
    const expected = `${earlier}, as in the lines before: a feed counts time in one zone; a stop abroad has a stop_timezone.`;
    refuseFeed(row, { code: 'inconsistent_agency_timezone', field, expected });
  }
  return earlier ?? value;
}
