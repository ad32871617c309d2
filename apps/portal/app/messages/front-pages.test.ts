import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holdSeats } from '@safiri/contracts';
import { expect, test } from 'vitest';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { en } from './en.ts';
import { front } from './en/front.ts';

const app = join(import.meta.dirname, '..');
/** What `loadMessagesFor` gives no more than `front` to. */
const frontPages = [
  'entry.client.tsx',
  'root.tsx',
  'search/home-page.tsx',
  'search/results-page.tsx',
  'seats/trip-page.tsx',
];
/** Words of all refusals; those of these pages are looked at by their contracts below. */
const allRefusals = join(app, 'visit/refusal-messages.ts');

test('the pages that most visitors come for say nothing that is not in their part of the catalogue', () => {
  const said = [...filesOf(frontPages.map((page) => join(app, page)))].flatMap(keysIn);
  expect(said.length).toBeGreaterThan(100);
  expect([...new Set(said)].filter((key) => !Object.hasOwn(front, key))).toEqual([]);
});

test('nor do their refusals', () => {
  const codes = Object.keys(holdSeats.refusals);
  expect(codes).toContain('TRIP_DEPARTED');
  expect(codes.map(messageOfRefusal).filter((key) => !Object.hasOwn(front, key))).toEqual([]);
});

/** Modules of ours that some modules are made of. */
function filesOf(paths: readonly string[], found = new Set<string>()): Set<string> {
  for (const path of paths) {
    if (found.has(path) || path === allRefusals || path.startsWith(join(app, 'messages'))) continue;
    found.add(path);
    const imported = readFileSync(path, 'utf8').matchAll(/from '(\.{1,2}\/[^'?]+\.tsx?)'/g);
    filesOf(
      [...imported].map(([, specifier = '']) => join(dirname(path), specifier)),
      found,
    );
  }
  return found;
}

/** Keys that a module writes out, and those that begin and end as one that it makes up. */
function keysIn(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  const keys = Object.keys(en);
  const written = new Set([...source.matchAll(/'([\w.-]+)'/g)].map(([, text]) => text));
  const madeUp = [...source.matchAll(/text\(`([^`$]*)\$\{[^}]*\}([^`$]*)`/g)];
  return keys.filter(
    (key) => written.has(key) || madeUp.some(([, start = '', end = '']) => key.startsWith(start) && key.endsWith(end)),
  );
}
