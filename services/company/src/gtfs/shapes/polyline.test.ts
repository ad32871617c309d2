import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodePolyline } from './polyline.ts';

/** The published way back: characters less 63, five bits each, the lowest first, the sign last. */
function decode(text: string): [number, number][] {
  const numbers: number[] = [];
  let [value, factor] = [0, 1];
  for (const character of text) {
    const bits = (character.codePointAt(0) ?? 0) - 63;
    value += (bits % 32) * factor;
    factor *= 32;
    if (bits >= 32) continue;
    numbers.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    [value, factor] = [0, 1];
  }
  const points: [number, number][] = [];
  let [latitude, longitude] = [0, 0];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    latitude += numbers[at] ?? 0;
    longitude += numbers[at + 1] ?? 0;
    points.push([longitude / 100_000, latitude / 100_000]);
  }
  return points;
}

it('is the path again when it is decoded, to a metre', () => {
  const point = fc.tuple(
    fc.integer({ min: -18_000_000, max: 18_000_000 }),
    fc.integer({ min: -9_000_000, max: 9_000_000 }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(point, { selector: String, minLength: 2, maxLength: 50 }), (points) => {
      const degrees = points.map(([longitude, latitude]): [number, number] => [
        longitude / 100_000,
        latitude / 100_000,
      ]);
      expect(decode(encodePolyline(degrees.flat()))).toEqual(degrees);
    }),
  );
});

it('writes the example of the format', () => {
  expect(encodePolyline([-120.2, 38.5, -120.95, 40.7, -126.453, 43.252])).toBe('_p~iF~ps|U_ulLnnqC_mqNvxq`@');
});

it('draws a wait once and thins what was logged too often, both ends kept', () => {
  expect(decode(encodePolyline([1, 1, 2, 2, 2, 2, 2, 2, 3, 3]))).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  const logged = Array.from({ length: 25_001 }, (_, at) => [at / 1000, at / 2000]).flat();
  const drawn = decode(encodePolyline(logged));
  expect(drawn.length).toBeLessThanOrEqual(10_001);
  expect([drawn[0], drawn.at(-1)]).toEqual([
    [0, 0],
    [25, 12.5],
  ]);
});
