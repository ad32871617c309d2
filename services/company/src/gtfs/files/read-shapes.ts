import type { Shape } from '../feed.ts';
import { float64Column, int32Column, valueAt } from '../patterns/columns.ts';
import { groupRows } from '../patterns/group-rows.ts';
import { lineOf } from '../table/keys.ts';
import { readTable } from '../table/read-table.ts';
import type { Reading } from '../table/reading.ts';
import { degrees, wholeNumber } from '../table/row-values.ts';
import { requiredText, warn } from '../table/row.ts';
import type { Table } from '../table/table.ts';

const table: Table = {
  file: 'shapes.txt',
  presence: 'optional',
  requiredColumns: ['shape_id', 'shape_pt_lat', 'shape_pt_lon', 'shape_pt_sequence'],
  optionalColumns: ['shape_dist_traveled'],
};

type ShapeStart = { readonly index: number; readonly line: number };

/** The paths buses take on the ground. Points may stand in any order; they are held as numbers until all are read. */
export async function readShapes(reading: Reading): Promise<ReadonlyMap<string, Shape>> {
  const starts = new Map<string, ShapeStart>();
  const [groups, sequences] = [int32Column(), int32Column()];
  const [longitudes, latitudes] = [float64Column(), float64Column()];
  await readTable(reading, table, (row) => {
    const id = requiredText(row, 'shape_id');
    const start = starts.get(id) ?? { index: starts.size, line: row.line };
    starts.set(id, start);
    groups.push(start.index);
    sequences.push(wholeNumber(row, 'shape_pt_sequence', 0));
    longitudes.push(degrees(row, 'shape_pt_lon', 180));
    latitudes.push(degrees(row, 'shape_pt_lat', 90));
  });

  const order = groupRows(groups.values(), sequences.values(), starts.size);
  const [x, y] = [longitudes.values(), latitudes.values()];
  const shapes = new Map<string, Shape>();
  for (const [id, { index, line }] of starts) {
    const rows = order.rowsOf(index);
    if (rows.length < 2) {
      const expected = 'At least two points; the shape is left out.';
      warn(lineOf(reading, table.file, line), { code: 'single_shape_point', field: 'shape_id', value: id, expected });
      continue;
    }
    const coordinates = Float64Array.from({ length: 2 * rows.length }, (_, at) =>
      valueAt(at % 2 === 0 ? x : y, valueAt(rows, at >> 1)),
    );
    shapes.set(id, { id, coordinates });
  }
  return shapes;
}
