import { addDays, serviceDate } from '@safiri/kernel';
import fc from 'fast-check';
import type { Calendar } from '../feed.ts';

/** Dates of two years with a leap day between them. */
export const anyDate = fc.nat(730).map((days) => addDays(serviceDate('2020-01-01'), days));

export const anyCalendar: fc.Arbitrary<Calendar> = fc
  .record({
    weekdays: fc.nat(127),
    period: fc.option(fc.record({ from: anyDate, days: fc.nat(300) }), { nil: undefined }),
    exceptions: fc.uniqueArray(anyDate, { maxLength: 12 }),
    addedCount: fc.nat(12),
  })
  .map(({ weekdays, period, exceptions, addedCount }) => ({
    serviceId: 's',
    weekdays: period === undefined ? 0 : weekdays,
    period: period && { from: period.from, until: addDays(period.from, period.days) },
    added: new Set(exceptions.slice(0, addedCount)),
    removed: new Set(exceptions.slice(addedCount)),
  }));
