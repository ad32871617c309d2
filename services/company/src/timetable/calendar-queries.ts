import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

export type CalendarRow = {
  readonly calendarId: string;
  /** Bit 0 is Monday, bit 6 Sunday. */
  readonly weekdays: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Null for what staff made. */
  readonly feedName: string | null;
  readonly feedKey: string | null;
};

/** Writes calendars; answers the ids of those that are new or differ from what stood here. Added and removed dates are in order. */
export async function writeCalendars(tx: Tx, calendars: readonly CalendarRow[]): Promise<string[]> {
  const { rows } = await sql<{ calendarId: string }>`
    insert into calendars (calendar_id, weekdays, first_date, last_date, added, removed, feed_name, feed_key)
    select r."calendarId", r.weekdays, r."firstDate", r."lastDate", r.added, r.removed, r."feedName", r."feedKey"
      from jsonb_to_recordset(${JSON.stringify(calendars)}::jsonb) as r(
        "calendarId" uuid, weekdays smallint, "firstDate" date, "lastDate" date, added date[], removed date[],
        "feedName" text, "feedKey" text)
    on conflict (calendar_id) do update
       set weekdays = excluded.weekdays, first_date = excluded.first_date, last_date = excluded.last_date,
           added = excluded.added, removed = excluded.removed
     where (calendars.weekdays, calendars.first_date, calendars.last_date, calendars.added, calendars.removed)
           is distinct from (excluded.weekdays, excluded.first_date, excluded.last_date, excluded.added, excluded.removed)
    returning calendar_id as "calendarId"`.execute(tx);
  return rows.map((row) => row.calendarId);
}

export async function getCalendar(tx: Tx, calendarId: string): Promise<CalendarRow | undefined> {
  const { rows } = await sql<CalendarRow>`
    select calendar_id as "calendarId", weekdays, first_date as "firstDate", last_date as "lastDate",
           to_jsonb(added) as added, to_jsonb(removed) as removed, feed_name as "feedName", feed_key as "feedKey"
      from calendars where calendar_id = ${calendarId}`.execute(tx);
  return rows[0];
}
