import { expect, test } from 'vitest';
import { searchNetwork, stopAt, stopCountOf } from '../search/search-network.ts';
import { network } from '../workloads.ts';
import { coach } from './coach.ts';
import { lineFeed } from './line-feed.ts';
import { searchFeed } from './search-feed.ts';

test('the line has so many departures, and a stop more than legs', () => {
  const files = lineFeed(3);
  expect(files['trips.txt']).toEqual([
    'route_id,service_id,trip_id',
    'line,daily,t0',
    'line,daily,t1',
    'line,daily,t2',
  ]);
  expect(files['stops.txt']).toHaveLength(1 + network.legs + 1);
  expect(files['stop_times.txt']).toHaveLength(1 + 3 * (network.legs + 1));
  expect(files['stop_times.txt'][1]).toBe('t0,04:00:00,04:00:00,s0,1');
  expect(files['stop_times.txt'].at(-1)).toBe('t2,18:10:00,18:10:00,s7,8');
});

test('the search network has 200 stops, 250 lines of 8 to 20 stops and 60,000 trips in a month, all boarded before midnight', () => {
  const files = searchFeed();
  expect([files['stops.txt'].length, files['routes.txt'].length]).toEqual([201, 251]);
  expect((files['trips.txt'].length - 1) * searchNetwork.days).toBe(60_000);
  expect(files['stop_times.txt'].filter((line) => /,(2[4-9]|[3-9]\d):/.test(line))).toEqual([]);
});

test('no line calls twice at a stop, and every stop is served', () => {
  const served = new Set<number>();
  for (let line = 0; line < searchNetwork.lines; line += 1) {
    const stops = Array.from({ length: stopCountOf(line) }, (_, position) => stopAt(line, position));
    expect(new Set(stops).size).toBe(stops.length);
    for (const stop of stops) served.add(stop);
  }
  expect(served.size).toBe(searchNetwork.stops);
});

test('the coach has as many seats as are measured, numbered without a gap', () => {
  const seats = coach.decks
    .flatMap((deck) => deck.rows.flat())
    .flatMap((cell) => (cell.kind === 'seat' ? [cell.seat] : []));
  expect(seats).toEqual(Array.from({ length: network.seats }, (_, index) => index + 1));
});
