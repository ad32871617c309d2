import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const drawn = ['apps/portal/app/**/*.{tsx,css}', 'packages/ui-web/src/*.tsx', 'packages/design/src/*.css'];

/** Classes and declarations that mean a side of the screen: `ml-4`, `-right-1`, `sm:text-left`, `padding-left:`. */
const sided = [
  /(?<=["'`\s:]-?)(?:[mp][lr]|scroll-[mp][lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr]))(?:-[\w./[\]%-]+)?(?=["'`\s])/g,
  /(?<=["'`\s:])(?:text|float|clear)-(?:left|right)(?=["'`\s])/g,
  /(?<=[;{\s])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:/g,
];

test('a page that is read from right to left is the other way round: nothing names a side, but where one begins and ends', () => {
  const files = drawn.flatMap((pattern) => globSync(pattern, { cwd: root }));
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => {
    // Only what is drawn: `className` texts of components, and style sheets.
    const text = readFileSync(join(root, file), 'utf8');
    const parts = file.endsWith('.css') ? [text] : (text.match(/className=(?:"[^"]*"|\{`[^`]*`\}|\{[^}]*\})/g) ?? []);
    return parts.flatMap((part) => sided.flatMap((each) => part.match(each) ?? []).map((name) => `${file}: ${name}`));
  });
  expect(found).toEqual([]);
});
