import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coloursOf, contrastOf } from './contrast.ts';

const tokens = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const schemes = ['light', 'dark'] as const;

/** What words of a colour may stand on. Whoever needs another pair adds it here, and sees whether it can be read. */
const grounds: Readonly<Record<string, readonly string[]>> = {
  ink: ['paper', 'surface', 'sunken', 'tint', 'good-ground', 'warn-ground', 'bad-ground'],
  muted: ['paper', 'surface', 'sunken', 'tint'],
  brand: ['paper', 'surface', 'sunken', 'tint', 'good-ground'],
  'brand-strong': ['paper', 'surface', 'sunken', 'tint'],
  'on-brand': ['brand', 'brand-strong'],
  'on-marigold': ['marigold'],
  'on-banner': ['banner', 'banner-deep'],
  marigold: ['banner', 'banner-deep'],
  good: ['paper', 'surface', 'tint', 'good-ground'],
  warn: ['paper', 'surface', 'sunken', 'tint', 'warn-ground'],
  bad: ['paper', 'surface', 'sunken', 'bad-ground'],
  white: ['banner', 'banner-deep'],
  black: ['white'],
};

/** Lines that say where a control is, and the ring around what has the focus. */
const outlines: Readonly<Record<string, readonly string[]>> = {
  edge: ['paper', 'surface', 'sunken'],
  brand: ['paper', 'surface', 'sunken', 'tint'],
  marigold: ['banner'],
  bad: ['paper', 'surface', 'bad-ground'],
};

function tooFaint(pairs: Readonly<Record<string, readonly string[]>>, least: number): string[] {
  return schemes.flatMap((scheme) => {
    const colours = coloursOf(tokens, scheme);
    const colour = (name: string): string => colours.get(name) ?? expect.unreachable(`no colour is called ${name}`);
    return Object.entries(pairs).flatMap(([front, behind]) =>
      behind
        .map((ground) => ({ ground, ratio: contrastOf(colour(front), colour(ground)) }))
        .filter(({ ratio }) => ratio < least)
        .map(({ ground, ratio }) => `${front} on ${ground}, ${scheme}: ${ratio.toFixed(2)}`),
    );
  });
}

test('words can be read on every ground they stand on, by day and by night', () => {
  expect(tooFaint(grounds, 4.5)).toEqual([]);
});

test('controls and the focus can be seen', () => {
  expect(tooFaint(outlines, 3)).toEqual([]);
});

test('pages put words only on grounds that were looked at', () => {
  const unknown = [...classLists()].flatMap((classes) => {
    const [ground, front] = ['bg', 'text'].map((kind) => colourIn(classes, kind));
    const isPair = ground !== undefined && front !== undefined;
    return isPair && grounds[front]?.includes(ground) !== true ? [`text-${front} on bg-${ground}`] : [];
  });
  expect([...new Set(unknown)]).toEqual([]);
});

test('black on white is 21, a colour on itself 1', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrastOf('#7d877f', '#7d877f')).toBe(1);
});

/** What stands in one pair of quotes of a page or a component. */
function* classLists(): Generator<readonly string[]> {
  const root = join(import.meta.dirname, '..', '..', '..');
  for (const folder of ['apps/portal/app', 'packages/ui-web/src'].map((name) => join(root, name))) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.tsx')) continue;
      for (const [, text = ''] of readFileSync(join(folder, file), 'utf8').matchAll(/["'`]([^"'`\n]*)["'`]/g))
        yield text.split(/\s+/);
    }
  }
}

function colourIn(classes: readonly string[], kind: string): string | undefined {
  const colours = coloursOf(tokens, 'light');
  return classes
    .filter((each) => each.startsWith(`${kind}-`))
    .map((each) => each.slice(kind.length + 1))
    .find((name) => colours.has(name));
}
