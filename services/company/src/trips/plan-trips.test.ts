import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, localDate, serviceDate, weekday } from '@safiri/kernel';
import { planTrips, type Undated } from './plan-trips.ts';

const daily: Undated = {
  scheduledTripId: 'daily',
  companyId: 'company',
  patternId: 'pattern',
  layoutId: 'layout',
  timeZone: 'Africa/Kigali',
  startSeconds: 8 * 3600,
  headwayStarts: [],
  runningSeconds: 3 * 3600,
  datedUntil: null,
  calendarId: 'calendar',
  approximateStarts: [],
  weekdays: 127,
  firstDate: '2026-01-01',
  lastDate: '2026-12-31',
  added: [],
  removed: [],
};
/** Monday, 08:00 in Kigali. */
const now = new Date('2026-03-02T06:00:00Z');
const plan = (entry: Partial<Undated>, bounds: { horizonDays?: number; mostTrips?: number; now?: Date } = {}) =>
  planTrips([{ ...daily, ...entry }], { now, horizonDays: 3, mostTrips: 1000, ...bounds });

test('trips are dated from today to the horizon, both included', () => {
  const { trips, dated, complete } = plan({ startSeconds: 9 * 3600 });
  expect(trips.map((trip) => trip.serviceDate)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']);
  expect(trips[0]?.departsAt.toISOString()).toBe('2026-03-02T07:00:00.000Z');
  expect(dated).toEqual([{ scheduledTripId: 'daily', datedUntil: '2026-03-05' }]);
  expect(complete).toBe(true);
});

test('a trip on the road is dated, one that has arrived is not', () => {
  const first = (startSeconds: number) => plan({ startSeconds, runningSeconds: 7200 }).trips[0]?.serviceDate;
  expect(first(7 * 3600), 'left an hour ago, arrives in one').toBe('2026-03-02');
  expect(first(6 * 3600), 'arrives this very moment').toBe('2026-03-03');
  expect(first(30 * 3600), 'past midnight: yesterday’s service date, today at 06:00').toBe('2026-03-02');
  expect(first(31 * 3600), 'yesterday’s service date, on the road').toBe('2026-03-01');
});

test('exceptions win over weekdays', () => {
  const { trips } = plan({
    weekdays: 0,
    added: ['2026-03-03', '2026-03-04'],
    removed: ['2026-03-04'],
    startSeconds: 9 * 3600,
  });
  expect(trips.map((trip) => trip.serviceDate)).toContain('2026-03-03');
  const without = plan({ removed: ['2026-03-04'], startSeconds: 9 * 3600 }).trips.map((trip) => trip.serviceDate);
  expect(without).toEqual(['2026-03-02', '2026-03-03', '2026-03-05']);
});

test('a headway departs again and again, each departure under its own start', () => {
  const { trips } = plan({ headwayStarts: [32_400, 33_000] }, { horizonDays: 0 });
  expect(trips.map((trip) => [trip.headwayStart, trip.departsAt.toISOString()])).toEqual([
    [32_400, '2026-03-02T07:00:00.000Z'],
    [33_000, '2026-03-02T07:10:00.000Z'],
  ]);
});

test('a departure that is only about then is dated as such, the promised ones beside it not', () => {
  const { trips } = plan({ headwayStarts: [32_400, 33_000], approximateStarts: [33_000] }, { horizonDays: 0 });
  expect(trips.map((trip) => trip.approximate)).toEqual([false, true]);
});

test('what was dated is not planned again', () => {
  const { trips, dated } = plan({ datedUntil: '2026-03-04' });
  expect(trips.map((trip) => trip.serviceDate)).toEqual(['2026-03-05']);
  expect(dated[0]?.datedUntil).toBe('2026-03-05');
});

test('on a day when clocks change, times count from noon minus twelve hours', () => {
  const { trips } = plan(
    { timeZone: 'Europe/London', startSeconds: 8 * 3600 },
    { now: new Date('2026-03-28T12:00:00Z'), horizonDays: 2 },
  );
  expect(trips.map((trip) => trip.departsAt.toISOString())).toEqual([
    '2026-03-29T07:00:00.000Z',
    '2026-03-30T07:00:00.000Z',
  ]);
});

test('steps under any bound together make what one step makes, each trip once', () => {
  const entries = fc.array(
    fc.record({
      startSeconds: fc.integer({ min: 0, max: 48 * 3600 }),
      runningSeconds: fc.integer({ min: 600, max: 30 * 3600 }),
      weekdays: fc.integer({ min: 0, max: 127 }),
      headwayStarts: fc.constantFrom([], [0, 3600, 90_000]),
      timeZone: fc.constantFrom('Africa/Kigali', 'Africa/Nairobi', 'Pacific/Honolulu', 'America/New_York'),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 9 }), (fields, mostTrips) => {
      let undated: Undated[] = fields.map((field, at) => ({
        ...daily,
        ...field,
        scheduledTripId: `${at}`,
        calendarId: `${at}`,
      }));
      const whole = planTrips(undated, { now, horizonDays: 5, mostTrips: 100_000 });
      const pieces = [];
      for (;;) {
        const piece = planTrips(undated, { now, horizonDays: 5, mostTrips });
        pieces.push(...piece.trips);
        if (piece.complete) break;
        const until = new Map(piece.dated.map((each) => [each.scheduledTripId, each.datedUntil]));
        undated = undated
          .map((entry) => ({ ...entry, datedUntil: until.get(entry.scheduledTripId) ?? entry.datedUntil }))
          .filter((entry) => entry.datedUntil !== addDays(localDate(now, entry.timeZone), 5));
      }
      expect(pieces).toEqual(whole.trips);
    }),
    { numRuns: 50 },
  );
});

/** Clocks change at night, at midnight, by half an hour or never; in both hemispheres, and on both sides of the date line. */
const zones = [
  'Africa/Kigali',
  'Africa/Cairo',
  'Europe/London',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Honolulu',
  'Pacific/Kiritimati',
];

/** The obvious model of an instant: the one at which clocks there show noon, less twelve hours, plus the seconds. */
function slowInstant(date: string, seconds: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const hour = 3_600_000;
  const from = Date.parse(`${date}T12:00:00Z`) - 15 * hour;
  for (let instant = from; instant <= from + 30 * hour; instant += hour / 2) {
    if (clock.format(instant) === `${date} 12:00`) return instant - 12 * hour + seconds * 1000;
  }
  throw new Error(`no noon on ${date} in ${timeZone}`);
}

const anyEntry = fc.record({
  timeZone: fc.constantFrom(...zones),
  startSeconds: fc.integer({ min: 0, max: 60 * 3600 }),
  headwayStarts: fc.constantFrom([], [], [0, 3_600, 86_399, 90_000]),
  weekdays: fc.integer({ min: 0, max: 127 }),
  runningSeconds: fc.integer({ min: 60, max: 100_000 }),
  added: fc.constantFrom<readonly string[]>([], ['2026-03-29'], ['2026-10-25', '2026-04-05']),
  removed: fc.constantFrom<readonly string[]>([], ['2026-03-08'], ['2026-03-30', '2026-09-06']),
  firstDate: fc.constantFrom('2026-01-01', '2026-03-29'),
  lastDate: fc.constantFrom('2026-12-31', '2026-10-24'),
});
/** Around days on which clocks change somewhere, at any second. */
const anyMoment = fc
  .tuple(fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-10-25'), fc.nat(172_800))
  .map(([date, seconds]) => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000 + seconds * 1000));

test('the planned trips are those a slow look at every day finds, across midnight, holidays and changes of clocks', () => {
  fc.assert(
    fc.property(anyEntry, anyMoment, (entry, moment) => {
      const today = new Intl.DateTimeFormat('sv-SE', { timeZone: entry.timeZone, dateStyle: 'short' }).format(moment);
      const slow: string[] = [];
      for (let ahead = -5; ahead <= 3; ahead += 1) {
        const date = addDays(serviceDate(today), ahead);
        const inPeriod = date >= entry.firstDate && date <= entry.lastDate;
        const onWeekday = inPeriod && ((entry.weekdays >> (weekday(date) - 1)) & 1) === 1;
        if (!entry.added.includes(date) && !(onWeekday && !entry.removed.includes(date))) continue;
        for (const start of entry.headwayStarts.length === 0 ? [entry.startSeconds] : entry.headwayStarts) {
          const departsAt = slowInstant(date, start, entry.timeZone);
          if (departsAt + entry.runningSeconds * 1000 > moment.getTime())
            slow.push(`${date} ${new Date(departsAt).toISOString()}`);
        }
      }
      const { trips } = plan(entry, { now: moment });
      expect(trips.map((trip) => `${trip.serviceDate} ${trip.departsAt.toISOString()}`)).toEqual(slow);
    }),
    { numRuns: 150 },
  );
});
