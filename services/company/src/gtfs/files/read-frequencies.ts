import type { Headway } from '../feed.ts';
import { headwayStarts } from '../patterns/trip-starts.ts';
import { isKnown, lineOf } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { choice, timeValue, wholeNumber } from '../table/row-values.ts';
import { leaveOut, refuseFeed, requiredText, text } from '../table/row.ts';
import type { Row } from '../table/row.ts';
import type { Table } from '../table/table.ts';
import type { TripDraft } from './read-trips.ts';

const table: Table = {
  file: 'frequencies.txt',
  presence: 'optional',
  requiredColumns: ['trip_id', 'start_time', 'end_time', 'headway_secs'],
  optionalColumns: ['exact_times'],
};

/**
 * Adds headways to the trips that run by them, in order of their start. Returns the trips that are left out because
 * they would depart too often.
 */
export async function readFrequencies(
  reading: Reading,
  drafts: ReadonlyMap<string, TripDraft>,
): Promise<ReadonlySet<string>> {
  const lines = new Map<Headway, number>();
  const tripIds = new Set<string>();
  await readTable(reading, table, (row) => {
    const headway = headwayOf(row);
    if (!isKnown(row, 'trip_id', { records: drafts, file: 'trips.txt' }) || headway === undefined) return;
    drafts.get(text(row, 'trip_id'))?.headways.push(headway);
    tripIds.add(text(row, 'trip_id'));
    lines.set(headway, row.line);
  });

  const refused = new Set<string>();
  for (const tripId of tripIds) {
    const headways = drafts.get(tripId)?.headways ?? [];
    headways.sort((a, b) => a.startSeconds - b.startSeconds);
    const lineAt = (headway: Headway) => lineOf(reading, table.file, lines.get(headway) ?? 1);
    refuseOverlaps(headways, lineAt);
    if (departsTooOften(headways, { tripId, limit: reading.limits.departuresPerTrip, lineAt })) refused.add(tripId);
  }
  return refused;
}

function headwayOf(row: Row): Headway | undefined {
  for (const field of ['start_time', 'end_time']) requiredText(row, field);
  const startSeconds = timeValue(row, 'start_time');
  const endSeconds = timeValue(row, 'end_time');
  const headwaySeconds = wholeNumber(row, 'headway_secs', 1);
  const exactTimes = choice<boolean>(row, 'exact_times', [false, true]);
  if (startSeconds === undefined || endSeconds === undefined) return undefined;
  if (startSeconds >= endSeconds) {
    const expected = `A time after start_time ${text(row, 'start_time')}.`;
    refuseFeed(row, { code: 'start_and_end_range_out_of_order', field: 'end_time', expected });
    return undefined;
  }
  return { startSeconds, endSeconds, headwaySeconds, exactTimes };
}

function refuseOverlaps(headways: readonly Headway[], lineAt: (headway: Headway) => Row): void {
  for (const [at, headway] of headways.entries()) {
    const earlier = headways[at - 1];
    if (earlier === undefined || earlier.endSeconds <= headway.startSeconds) continue;
    const expected = 'A start_time not before the end_time of the trip’s earlier headway.';
    refuseFeed(lineAt(headway), { code: 'overlapping_frequency', field: 'start_time', expected });
  }
}

type OftenCheck = { readonly tripId: string; readonly limit: number; readonly lineAt: (headway: Headway) => Row };

function departsTooOften(headways: readonly Headway[], { tripId, limit, lineAt }: OftenCheck): boolean {
  const departures = headways.reduce((sum, headway) => sum + headwayStarts(headway), 0);
  const [first] = headways;
  if (first === undefined || departures <= limit) return false;
  const expected = `Headways that give at most ${limit} departures a day; the trip is left out.`;
  const value = `${tripId}: ${departures} departures`;
  leaveOut(lineAt(first), { code: 'too_many_departures', field: 'headway_secs', value, expected });
  return true;
}
