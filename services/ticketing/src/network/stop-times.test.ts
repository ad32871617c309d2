import { expect, it } from 'vitest';
import { arrivalAt, departureAt, stopTimes } from './stop-times.ts';

const run = {
  departsAt: new Date('2031-03-01T20:00:00Z'),
  stops: [
    {
      stopId: 'a',
      name: 'Kigali',
      timeZone: 'Africa/Kigali',
      arriveSeconds: -600,
      departSeconds: 0,
      boarding: true,
      alighting: false,
    },
    {
      stopId: 'b',
      name: 'Kampala',
      timeZone: 'Africa/Kampala',
      arriveSeconds: 36_000,
      departSeconds: 36_900,
      boarding: true,
      alighting: true,
    },
  ],
};

it('every call counts from the departure at the first stop, past midnight too', () => {
  expect(stopTimes(run).map((stop) => [stop.index, stop.arrivesAt, stop.departsAt])).toEqual([
    [0, '2031-03-01T19:50:00.000Z', '2031-03-01T20:00:00.000Z'],
    [1, '2031-03-02T06:00:00.000Z', '2031-03-02T06:15:00.000Z'],
  ]);
  expect(departureAt(run, 1)?.toISOString()).toBe('2031-03-02T06:15:00.000Z');
  expect(arrivalAt(run, 1)?.toISOString()).toBe('2031-03-02T06:00:00.000Z');
  expect(departureAt(run, 2)).toBeUndefined();
});
