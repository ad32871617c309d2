import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** One violation a file; the rules are those of the real configuration. */
const PLANTED: Record<string, string> = {
  'services/qr/src/arrows.ts': "export { hold } from '@safiri/ticketing';",
  'services/qr/src/lazy-arrows.ts': "export const hold = () => import('@safiri/ticketing');",
  'services/qr/src/clock.ts': 'export const started = new Date();',
  'services/qr/src/clock-number.ts': 'export const started = Date.now();',
  'services/qr/src/names/utils.ts': 'export const x = 1;',
  'services/qr/src/todo.ts': '// TODO tidy up\nexport const x = 1;',
  'services/qr/src/any.ts': 'export const x: any = 1;',
  'services/qr/src/bang.ts': 'export const x = (list: number[]) => list[0]!;',
  'services/qr/src/default.ts': 'export default 1;',
  'services/qr/src/environment.ts': 'export const x = process.env.HOME;',
  'services/qr/src/floating.ts': 'export function go(): void {\n  Promise.resolve(1);\n}',
  'services/qr/src/cycle.ts': "import { b } from './cycle-back.ts';\nexport const a = () => b;",
  'services/qr/src/cycle-back.ts': "import { a } from './cycle.ts';\nexport const b = () => a;",
  'services/qr/src/params.ts': 'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;',
  'services/qr/src/long.ts': `${'\n'.repeat(300)}export const x = 1;`,
  'services/qr/src/long-function.ts': `export function long(): void {${'\n'.repeat(60)}}`,
  'services/qr/src/only.test.ts': "import { test } from 'vitest';\ntest.only('x', () => {});",
  'services/qr/src/skip.test.ts': "import { test } from 'vitest';\ntest.skip('x', () => {});",
  'services/qr/src/config.ts': 'export const allowed = process.env.HOME;',
  'services/qr/src/good.ts': "// TODO #12: grow\nexport const x = new Date('2026-01-01');",
};

type Found = { filename: string; code: string; message: string };

let checkout: string;
let found: Found[];

beforeAll(() => {
  checkout = realpathSync(mkdtempSync(join(tmpdir(), 'safiri-lint-')));
  cpSync(join(root, 'scripts/lint'), join(checkout, 'scripts/lint'), { recursive: true });
  cpSync(join(root, '.oxlintrc.json'), join(checkout, '.oxlintrc.json'));
  cpSync(join(root, 'tsconfig.json'), join(checkout, 'tsconfig.json'));
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  for (const name of ['qr', 'ticketing']) {
    plant(
      `services/${name}/package.json`,
      JSON.stringify({ name: `@safiri/${name}`, exports: { '.': './src/index.ts' } }),
    );
  }
  for (const [file, text] of Object.entries(PLANTED)) plant(file, `${text}\n`);
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'json', 'services'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  const answer: { diagnostics: Found[] } = JSON.parse(stdout);
  found = answer.diagnostics;
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(join(checkout, file), text);
}

test.each([
  ['arrows.ts', 'safiri(arrows)'],
  ['lazy-arrows.ts', 'safiri(arrows)'],
  ['clock.ts', 'safiri(clock)'],
  ['clock-number.ts', 'safiri(clock)'],
  ['names/utils.ts', 'safiri(names)'],
  ['todo.ts', 'safiri(todo)'],
  ['any.ts', 'typescript(no-explicit-any)'],
  ['bang.ts', 'typescript(no-non-null-assertion)'],
  ['default.ts', 'import(no-default-export)'],
  ['environment.ts', 'node(no-process-env)'],
  ['floating.ts', 'typescript(no-floating-promises)'],
  ['cycle.ts', 'import(no-cycle)'],
  ['params.ts', 'eslint(max-params)'],
  ['long.ts', 'eslint(max-lines)'],
  ['long-function.ts', 'eslint(max-lines-per-function)'],
  ['only.test.ts', 'vitest(no-focused-tests)'],
  ['skip.test.ts', 'vitest(no-disabled-tests)'],
])('%s is refused by %s', (file, rule) => {
  expect(codesOf(file)).toEqual([rule]);
});

test('what the rules allow is left alone', () => {
  expect(codesOf('config.ts')).toEqual([]);
  expect(codesOf('good.ts')).toEqual([]);
});

test('a refused arrow says what to do instead', () => {
  expect(found.find((each) => each.filename.endsWith('src/arrows.ts'))?.message).toBe(
    '@safiri/qr may import kernel, contracts, runtime, not @safiri/ticketing: a service never imports another one: ' +
      'read through ctx.peers, or hear its events.',
  );
});

function codesOf(file: string): string[] {
  return found.filter((each) => each.filename.endsWith(`services/qr/src/${file}`)).map((each) => each.code);
}
