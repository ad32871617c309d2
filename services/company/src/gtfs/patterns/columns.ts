import { assert } from '@safiri/kernel';

/** A growing list of numbers without an object per row: a million rows cost megabytes, not hundreds of them. */
export type Column<Values> = {
  push(value: number): void;
  /** What was pushed so far. */
  values(): Values;
};

const firstCapacity = 1024;

export function int32Column(): Column<Int32Array> {
  let storage = new Int32Array(firstCapacity);
  let length = 0;
  return {
    push(value) {
      if (length === storage.length) storage = withCopy(new Int32Array(2 * length), storage);
      storage[length] = value;
      length += 1;
    },
    values: () => storage.subarray(0, length),
  };
}

export function float64Column(): Column<Float64Array> {
  let storage = new Float64Array(firstCapacity);
  let length = 0;
  return {
    push(value) {
      if (length === storage.length) storage = withCopy(new Float64Array(2 * length), storage);
      storage[length] = value;
      length += 1;
    },
    values: () => storage.subarray(0, length),
  };
}

function withCopy<Values extends { set(from: ArrayLike<number>): void }>(
  larger: Values,
  from: ArrayLike<number>,
): Values {
  larger.set(from);
  return larger;
}

/** The value of a row that exists. */
export function valueAt(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  assert(value !== undefined, 'a row beyond its column');
  return value;
}
