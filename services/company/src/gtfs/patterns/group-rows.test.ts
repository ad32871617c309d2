import fc from 'fast-check';
import { expect, it } from 'vitest';
import { float64Column, int32Column } from './columns.ts';
import { groupRows } from './group-rows.ts';

it('brings the rows of each group together, by sequence and then by their place in the file', () => {
  const rows = fc.array(fc.record({ group: fc.nat(4), sequence: fc.nat(6) }), { maxLength: 60 });
  fc.assert(
    fc.property(rows, (all) => {
      const groups = Int32Array.from(all, ({ group }) => group);
      const sequences = Int32Array.from(all, ({ sequence }) => sequence);
      const grouped = groupRows(groups, sequences, 5);
      for (let group = 0; group < 5; group += 1) {
        const expected = all
          .map((row, at) => ({ ...row, at }))
          .filter((row) => row.group === group)
          .toSorted((a, b) => a.sequence - b.sequence || a.at - b.at);
        expect([...grouped.rowsOf(group)]).toEqual(expected.map(({ at }) => at));
      }
    }),
  );
});

it('columns hold what was pushed, however much', () => {
  const values = Array.from({ length: 5000 }, (_, at) => at * 1.5);
  const [whole, fractions] = [int32Column(), float64Column()];
  for (const value of values) {
    whole.push(Math.trunc(value));
    fractions.push(value);
  }
  expect([...whole.values()]).toEqual(values.map(Math.trunc));
  expect([...fractions.values()]).toEqual(values);
});
