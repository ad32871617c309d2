import { expect, test } from 'vitest';
import { nameRefusal } from './names.ts';
import type { Room } from './rooms.ts';

const rooms: Room[] = [
  { kind: 'runtime', folder: 'packages/runtime', packageName: '@safiri/runtime', doors: ['.', './embedded-postgres'] },
];

test.each([
  'packages/runtime/src/index.ts',
  'packages/runtime/src/embedded-postgres/index.ts',
  'packages/runtime/src/run-as.test.ts',
  'apps/portal/app/entry.server.tsx',
  'apps/portal/app/routes/trips.$tripId.tsx',
  'vitest.config.ts',
])('%s is a good name', (file) => {
  expect(nameRefusal(file, rooms)).toBeUndefined();
});

test.each([
  ['packages/runtime/src/utils/left-pad.ts', 'nothing is called utils'],
  ['packages/runtime/src/http/types.ts', 'nothing is called types'],
  ['packages/runtime/src/shared.test.ts', 'nothing is called shared'],
  ['packages/runtime/src/runAs.ts', 'not in kebab-case'],
  ['packages/runtime/src/http/index.ts', 'is not a front door of @safiri/runtime'],
])('%s is refused', (file, because) => {
  expect(nameRefusal(file, rooms)).toContain(because);
});
