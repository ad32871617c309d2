import { SeatLayout } from '@safiri/contracts';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { findLayoutMistakes, listSeats } from './layout-mistakes.ts';
import { parseLayout } from './parse-layout.ts';

function drawn(...rows: readonly string[]): unknown {
  return { id: 'bus', name: 'Bus', decks: [{ name: 'main', rows }] };
}

function mistakesOf(value: unknown): readonly string[] {
  const result = parseLayout(value);
  return 'mistakes' in result ? result.mistakes : [];
}

describe('parseLayout', () => {
  it('numbers seats as they are drawn, and knows label, class and access', () => {
    const result = parseLayout(drawn('door . | 1C', '2A:vip:accessible 2B:vip | 2C', 'wc . | 3C:standard'));
    if (!('layout' in result)) throw new Error(result.mistakes.join(' '));
    expect(result.layout.capacity).toBe(5);
    expect(listSeats(result.layout.decks)).toEqual([
      { kind: 'seat', seat: 1, label: '1C', class: 'standard' },
      { kind: 'seat', seat: 2, label: '2A', class: 'vip', accessible: true },
      { kind: 'seat', seat: 3, label: '2B', class: 'vip' },
      { kind: 'seat', seat: 4, label: '2C', class: 'standard' },
      { kind: 'seat', seat: 5, label: '3C', class: 'standard' },
    ]);
    expect(result.layout.decks[0]?.rows.map((row) => row.map(({ kind }) => kind))).toEqual([
      ['door', 'empty', 'aisle', 'seat'],
      ['seat', 'seat', 'aisle', 'seat'],
      ['wc', 'empty', 'aisle', 'seat'],
    ]);
  });

  it('counts on through the decks', () => {
    const decks = ['lower', 'upper'].map((name, at) => ({ name, rows: [`${at}A | ${at}B`] }));
    const result = parseLayout({ id: 'sleeper', name: 'Sleeper', decks });
    expect('layout' in result && listSeats(result.layout.decks).map(({ seat, label }) => `${seat} ${label}`)).toEqual([
      '1 0A',
      '2 0B',
      '3 1A',
      '4 1B',
    ]);
  });

  it('gives layouts as the contract has them', () => {
    const rows = fc
      .integer({ min: 1, max: 40 })
      .map((count) => Array.from({ length: count }, (_, at) => `${at}A ${at}B:vip | ${at}C ${at}D:vip:accessible`));
    fc.assert(
      fc.property(rows, (all) => {
        const result = parseLayout(drawn(...all));
        if (!('layout' in result)) throw new Error(result.mistakes.join(' '));
        const { name, capacity, decks } = result.layout;
        expect(capacity).toBe(4 * all.length);
        expect(
          Value.Check(SeatLayout, { layoutId: '00000000-0000-7000-8000-000000000000', name, capacity, decks }),
        ).toBe(true);
      }),
    );
  });

  it.each([
    ['a seat drawn twice', drawn('1A 1A'), 'Seat label "1A" stands on one seat only.'],
    [
      'a row of another length',
      drawn('1A | 1B', '2A |'),
      'All rows of deck "main" have as many cells: these have 3, 2.',
    ],
    ['no seat at all', drawn('door | wc'), 'A layout has at least one seat.'],
    [
      'a cell that is none',
      drawn('1A ? 1B'),
      '"?" in deck "main" is no cell: |, ., door, wc or label:class:accessible.',
    ],
    ['a label longer than a ticket shows', drawn('ABCDEFG'), expect.stringContaining('"ABCDEFG"')],
    [
      'more seats than a bus has',
      drawn(...Array.from({ length: 51 }, (_, at) => `${at}A ${at}B ${at}C ${at}D`)),
      'A layout has at most 200 seats, not 204.',
    ],
  ])('refuses %s', (_, value, mistake) => {
    expect(mistakesOf(value)).toContainEqual(mistake);
  });

  it.each([
    null,
    'bus',
    {},
    { id: 'bus', name: 'Bus', decks: [] },
    { ...Object(drawn('1A')), colour: 'red' },
    { ...Object(drawn('1A')), id: 'The Bus' },
  ])('says what is wrong with %j', (value) => expect(mistakesOf(value)).not.toEqual([]));
});

it('seats of a layout made elsewhere are numbered from 1, each number once', () => {
  const seat = (number: number) => ({ kind: 'seat', seat: number, label: String(number), class: 'standard' }) as const;
  expect(findLayoutMistakes([{ name: 'main', rows: [[seat(2), seat(1)]] }])).toEqual([]);
  expect(findLayoutMistakes([{ name: 'main', rows: [[seat(1), seat(3)]] }])).toEqual([
    'Seats are numbered from 1 to 2, each number once.',
  ]);
});
