import { expect, it } from 'vitest';
import { changesBetween } from './changes.ts';

it('what changed stands first, by its path; lists and numbers are text', () => {
  const before = { status: 'open', seats: [1, 2], calendar: { firstDate: '2026-01-01', lastDate: null } };
  const after = { status: 'closed', seats: [1, 2], calendar: { firstDate: '2026-02-01', lastDate: null }, note: 7 };
  expect(changesBetween(before, after)).toEqual([
    { name: 'calendar.firstDate', before: '2026-01-01', after: '2026-02-01', isChanged: true },
    { name: 'note', before: undefined, after: '7', isChanged: true },
    { name: 'status', before: 'open', after: 'closed', isChanged: true },
    { name: 'calendar.lastDate', before: 'null', after: 'null', isChanged: false },
    { name: 'seats', before: '[1,2]', after: '[1,2]', isChanged: false },
  ]);
});

it('of a thing that is new or gone every member changed', () => {
  expect(changesBetween(null, { a: 1 })).toEqual([{ name: 'a', before: undefined, after: '1', isChanged: true }]);
  expect(changesBetween({ a: 1 }, null)).toEqual([{ name: 'a', before: '1', after: undefined, isChanged: true }]);
  expect(changesBetween(null, null)).toEqual([]);
});
