import { valueAt } from './columns.ts';

export type GroupedRows = {
  /** The rows of a group in order of their sequence; rows of equal sequence in order of the file. */
  rowsOf(group: number): Uint32Array;
};

/**
 * Brings rows that stand in any order together by group: one counting sort for the groups, and a sort by sequence only
 * where a group is not sorted already, which is rare.
 */
export function groupRows(groups: Int32Array, sequences: Int32Array, groupCount: number): GroupedRows {
  const starts = new Uint32Array(groupCount + 1);
  for (const group of groups) starts[group + 1] = valueAt(starts, group + 1) + 1;
  for (let group = 0; group < groupCount; group += 1) {
    starts[group + 1] = valueAt(starts, group + 1) + valueAt(starts, group);
  }
  const next = starts.slice();
  const rows = new Uint32Array(groups.length);
  for (const [row, group] of groups.entries()) {
    rows[valueAt(next, group)] = row;
    next[group] = valueAt(next, group) + 1;
  }
  return {
    rowsOf(group) {
      const own = rows.subarray(valueAt(starts, group), valueAt(starts, group + 1));
      const bySequence = (a: number, b: number) => valueAt(sequences, a) - valueAt(sequences, b) || a - b;
      return isSorted(own, sequences) ? own : own.sort(bySequence);
    },
  };
}

function isSorted(rows: Uint32Array, sequences: Int32Array): boolean {
  for (let at = 1; at < rows.length; at += 1) {
    if (valueAt(sequences, valueAt(rows, at - 1)) > valueAt(sequences, valueAt(rows, at))) return false;
  }
  return true;
}
