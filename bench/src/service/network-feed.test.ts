import { expect, test } from 'vitest';
import { serviceDate } from '@safiri/kernel';
import { network } from '../workloads.ts';
import { coach } from './coach.ts';
import { feedFiles } from './network-feed.ts';

test('the feed has so many departures of a line with a stop more than legs, from the first date on', () => {
  const files = feedFiles(3, serviceDate('2026-03-31'));
  expect(files['trips.txt']).toEqual([
    'route_id,service_id,trip_id',
    'line,daily,t0',
    'line,daily,t1',
    'line,daily,t2',
  ]);
  expect(files['stops.txt']).toHaveLength(1 + network.legs + 1);
  expect(files['stop_times.txt']).toHaveLength(1 + 3 * (network.legs + 1));
  expect(files['stop_times.txt']?.[1]).toBe('t0,04:00:00,04:00:00,s0,1');
  expect(files['stop_times.txt']?.at(-1)).toBe('t2,18:10:00,18:10:00,s7,8');
  expect(files['calendar.txt']?.[1]).toBe('daily,1,1,1,1,1,1,1,20260331,20260530');
});

test('the coach has as many seats as are measured, numbered without a gap', () => {
  const seats = coach.decks
    .flatMap((deck) => deck.rows.flat())
    .flatMap((cell) => (cell.kind === 'seat' ? [cell.seat] : []));
  expect(seats).toEqual(Array.from({ length: network.seats }, (_, index) => index + 1));
});
