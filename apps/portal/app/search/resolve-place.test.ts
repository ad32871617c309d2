import { expect, test } from 'vitest';
import { foldName, resolvePlace, type PlaceChoice } from './resolve-place.ts';

const station: PlaceChoice = { id: 'a', name: 'Musanze', kind: 'station', companies: ['Volcano'] };
const stop: PlaceChoice = { id: 'b', name: 'Musanze', kind: 'stop', companies: ['Virunga'] };
const market: PlaceChoice = { id: 'c', name: 'Musanze Market', kind: 'stop', companies: [] };
const other: PlaceChoice = { id: 'd', name: 'Kigali', kind: 'stop', companies: [] };

const wish = (text: string, pickedId = '') => ({ text, pickedId });

test('an exact name wins over longer ones, whatever its accents and case', () => {
  expect(resolvePlace(wish(' musanzé '), [market, stop])).toEqual({ kind: 'found', place: stop });
});

test('of two places of one name the only station is meant', () => {
  expect(resolvePlace(wish('Musanze'), [stop, station, market])).toEqual({ kind: 'found', place: station });
});

test('the name of a town means all of it, also a former one', () => {
  const town: PlaceChoice = { id: 'e', name: 'Musanze', kind: 'town', otherName: 'Ruhengeri', companies: [] };
  expect(resolvePlace(wish('musanze'), [town, station, stop])).toEqual({ kind: 'found', place: town });
  expect(resolvePlace(wish('ruhengeri'), [town, market])).toEqual({ kind: 'found', place: town });
});

test('a name in another language means the place as its own does', () => {
  const place: PlaceChoice = { ...stop, name: '鷲別駅前', otherName: 'わしべつえきまえ' };
  const longer: PlaceChoice = { ...place, id: 'f', name: '鷲別', otherName: 'わしべつえきまえひろば' };
  expect(resolvePlace(wish('わしべつえきまえ'), [longer, place])).toEqual({ kind: 'found', place });
});

test('the only place that fits at all is meant', () => {
  expect(resolvePlace(wish('musanze m'), [market])).toEqual({ kind: 'found', place: market });
});

test('several that fit are offered, the picked one is taken', () => {
  expect(resolvePlace(wish('musa'), [stop, market])).toEqual({ kind: 'choices', places: [stop, market] });
  expect(resolvePlace(wish('musa', 'c'), [stop, market])).toEqual({ kind: 'found', place: market });
});

test('a pick of an earlier text is not searched under a new one', () => {
  expect(resolvePlace(wish('Kigali', 'c'), [other])).toEqual({ kind: 'found', place: other });
});

test('nothing typed and nothing found are told apart', () => {
  expect(resolvePlace(wish('  '), [])).toEqual({ kind: 'missing' });
  expect(resolvePlace(wish('Atlantis'), [])).toEqual({ kind: 'unknown' });
});

test('no more choices than a person reads', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({ ...market, id: String(index), name: `Stop ${index}` }));
  const resolved = resolvePlace(wish('Stop'), many);
  expect(resolved.kind === 'choices' ? resolved.places : []).toHaveLength(8);
});

test('folding keeps scripts without case as they are', () => {
  expect(foldName('京都  駅')).toBe('京都 駅');
});
