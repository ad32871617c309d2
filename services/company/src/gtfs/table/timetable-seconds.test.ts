import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimetableSeconds, parseTimetableSeconds } from './timetable-seconds.ts';

const two = (number: number) => String(number).padStart(2, '0');

describe('parseTimetableSeconds', () => {
  it('reads every time back that can be written, with or without a leading zero', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(59), fc.nat(59), (hours, minutes, seconds) => {
        const rest = `:${two(minutes)}:${two(seconds)}`;
        const expected = hours * 3600 + minutes * 60 + seconds;
        expect(parseTimetableSeconds(`${hours}${rest}`)).toBe(expected);
        expect(parseTimetableSeconds(formatTimetableSeconds(expected))).toBe(expected);
      }),
    );
  });

  it.each([
    '',
    '6',
    '06:00',
    '06:60:00',
    '06:00:60',
    '6:0:00',
    '06:00:0x',
    ' 6:00:00',
    '-6:00:00',
    '1000:00:00',
    '06.00.00',
    '０6:00:00',
  ])('takes "%s" for no time', (value) => expect(parseTimetableSeconds(value)).toBeUndefined());
});
