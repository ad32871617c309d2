import type { ServiceDate } from '@safiri/kernel';
import type { Calendar } from '../feed.ts';
import { addUnique } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { dateValue } from '../table/row-values.ts';
import { refuseFeed, requiredText, text, warn } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';

const weekdayColumns = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const calendarTable: Table = {
  file: 'calendar.txt',
  presence: 'optional',
  requiredColumns: ['service_id', ...weekdayColumns, 'start_date', 'end_date'],
  optionalColumns: [],
};

const exceptionTable: Table = {
  file: 'calendar_dates.txt',
  presence: 'optional',
  requiredColumns: ['service_id', 'date', 'exception_type'],
  optionalColumns: [],
};

type Draft = Calendar & { readonly added: Set<ServiceDate>; readonly removed: Set<ServiceDate> };

/** Services from both calendar files; at least one of the two must exist. */
export async function readCalendars(reading: Reading): Promise<ReadonlyMap<string, Calendar>> {
  const calendars = new Map<string, Draft>();
  await readTable(reading, calendarTable, (row) => {
    const calendar = calendarOf(row);
    addUnique(row, calendars, { field: 'service_id', key: calendar.serviceId, value: calendar });
  });
  await readTable(reading, exceptionTable, (row) => addException(row, calendars));
  // Trips name a service of either file: when one is unreadable, an unknown service is not the trip's mistake.
  if (reading.brokenFiles.has(exceptionTable.file)) reading.brokenFiles.add(calendarTable.file);
  if (![calendarTable, exceptionTable].some(({ file }) => reading.archive.files.has(file))) reportNoCalendar(reading);
  return calendars;
}

function calendarOf(row: Row): Draft {
  const from = requiredDate(row, 'start_date');
  const until = requiredDate(row, 'end_date');
  if (from !== undefined && until !== undefined && from > until) {
    const expected = `A date not before start_date ${text(row, 'start_date')}.`;
    refuseFeed(row, { code: 'start_and_end_range_out_of_order', field: 'end_date', expected });
  }
  const weekdays = weekdayColumns.reduce((mask, day, bit) => mask | (runsOn(row, day) << bit), 0);
  if (weekdays === 0) {
    const expected = 'A 1 for at least one weekday, unless calendar_dates.txt names every date.';
    warn(row, { code: 'service_has_no_active_day_of_the_week', field: 'service_id', expected });
  }
  const period = from === undefined || until === undefined ? undefined : { from, until };
  return { ...emptyCalendar(requiredText(row, 'service_id')), weekdays, period };
}

function emptyCalendar(serviceId: string): Draft {
  return { serviceId, weekdays: 0, period: undefined, added: new Set(), removed: new Set() };
}

function runsOn(row: Row, day: string): 0 | 1 {
  const value = requiredText(row, day);
  if (value !== '' && value !== '0' && value !== '1') {
    // The validator only warns here; we cannot guess whether a bus runs.
    refuseFeed(row, {
      code: 'number_out_of_range',
      field: day,
      expected: '1 when the service runs on that weekday, else 0.',
    });
  }
  return value === '1' ? 1 : 0;
}

function requiredDate(row: Row, field: string): ServiceDate | undefined {
  requiredText(row, field);
  return dateValue(row, field);
}

/** A service that only calendar_dates.txt knows lives by its added dates alone. */
function addException(row: Row, calendars: Map<string, Draft>): void {
  const serviceId = requiredText(row, 'service_id');
  const date = requiredDate(row, 'date');
  const type = requiredText(row, 'exception_type');
  const calendar = calendars.get(serviceId) ?? emptyCalendar(serviceId);
  if (!calendars.has(serviceId)) addUnique(row, calendars, { field: 'service_id', key: serviceId, value: calendar });
  if (date === undefined || type === '') return;
  if (type !== '1' && type !== '2') {
    const expected = '1 for a date that is added, 2 for one that is removed.';
    refuseFeed(row, { code: 'number_out_of_range', field: 'exception_type', expected });
  } else if (calendar.added.has(date) || calendar.removed.has(date)) {
    refuseFeed(row, { code: 'duplicate_key', field: 'date', expected: 'One exception for a service and date.' });
  } else {
    (type === '1' ? calendar.added : calendar.removed).add(date);
  }
}

function reportNoCalendar({ log, brokenFiles }: Reading): void {
  brokenFiles.add(calendarTable.file);
  log.add({
    severity: 'error',
    code: 'missing_calendar_and_calendar_date_files',
    file: calendarTable.file,
    line: null,
    field: null,
    value: null,
    expected: 'Dates: calendar.txt, calendar_dates.txt or both.',
    refuses: 'feed',
  });
}
