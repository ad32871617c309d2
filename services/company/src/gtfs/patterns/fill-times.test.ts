import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTimes } from './fill-times.ts';
import type { StopTime } from './stop-time.ts';

/** Stop times in order with a time at both ends, some missing between; legs of 0 to 100 km. */
const trip = fc
  .array(
    fc.record({
      wait: fc.nat(600),
      run: fc.nat(7200),
      metres: fc.nat(100_000),
      known: fc.constantFrom('both', 'arrival', 'departure', 'none'),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((legs) => {
    let clock = 0;
    const stopTimes = legs.map(({ wait, run, known }, at): StopTime => {
      const isEdge = at === 0 || at === legs.length - 1;
      const arrival = clock + run;
      clock = arrival + wait;
      return {
        stopId: String(at),
        arrival: isEdge || known === 'both' || known === 'arrival' ? arrival : undefined,
        departure: isEdge || known === 'both' || known === 'departure' ? clock : undefined,
        pickup: 'regular',
        dropOff: 'regular',
        exactTime: true,
        sequence: at,
        line: at + 2,
      };
    });
    return { stopTimes, legMetres: legs.slice(1).map(({ metres }) => metres) };
  });

describe('fillTimes', () => {
  it('gives every stop whole seconds that never run backwards, and keeps what was given', () => {
    fc.assert(
      fc.property(trip, ({ stopTimes, legMetres }) => {
        const filled = fillTimes(stopTimes, legMetres);
        const clock = filled.flatMap(({ arrival, departure }) => [arrival, departure]);
        expect(clock).toEqual(clock.toSorted((a, b) => a - b));
        expect(clock.every((time) => Number.isSafeInteger(time))).toBe(true);
        for (const [at, { arrival, departure }] of stopTimes.entries()) {
          if (arrival !== undefined) expect(filled[at]?.arrival).toBe(arrival);
          if (departure !== undefined) expect(filled[at]?.departure).toBe(departure);
          expect(filled[at]?.exactTime).toBe(arrival !== undefined || departure !== undefined);
        }
      }),
    );
  });

  it('shares time out evenly where stops lie at one place', () => {
    const at = (time: number | undefined, sequence: number): StopTime => ({
      stopId: 's',
      arrival: time,
      departure: time,
      pickup: 'regular',
      dropOff: 'regular',
      exactTime: true,
      sequence,
      line: 2,
    });
    const filled = fillTimes([at(0, 1), at(undefined, 2), at(undefined, 3), at(90, 4)], [0, 0, 0]);
    expect(filled.map(({ arrival }) => arrival)).toEqual([0, 30, 60, 90]);
  });
});
