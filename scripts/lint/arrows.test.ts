import { describe, expect, test } from 'vitest';
import { arrowRefusal } from './arrows.ts';
import type { Room } from './rooms.ts';

const rooms: Room[] = [
  { kind: 'kernel', folder: 'packages/kernel', packageName: '@safiri/kernel', doors: ['.'] },
  { kind: 'contracts', folder: 'packages/contracts', packageName: '@safiri/contracts', doors: ['.', './openapi'] },
  { kind: 'runtime', folder: 'packages/runtime', packageName: '@safiri/runtime', doors: ['.'] },
  { kind: 'client', folder: 'packages/client', packageName: '@safiri/client', doors: ['.'] },
  { kind: 'design', folder: 'packages/design', packageName: '@safiri/design', doors: ['.'] },
  { kind: 'ui-web', folder: 'packages/ui-web', packageName: '@safiri/ui-web', doors: ['.'] },
  { kind: 'testkit', folder: 'packages/testkit', packageName: '@safiri/testkit', doors: ['.'] },
  { kind: 'service', folder: 'services/qr', packageName: '@safiri/qr', doors: ['.'] },
  { kind: 'service', folder: 'services/ticketing', packageName: '@safiri/ticketing', doors: ['.'] },
  { kind: 'simulator', folder: 'simulators/momo', packageName: '@safiri/simulator-momo', doors: ['.'] },
  { kind: 'simulator kit', folder: 'simulators/kit', packageName: '@safiri/simulator-kit', doors: ['.'] },
  { kind: 'platform', folder: 'apps/platform', packageName: '@safiri/platform', doors: ['.'] },
  { kind: 'client app', folder: 'apps/portal', packageName: '@safiri/portal', doors: ['.'] },
  { kind: 'e2e', folder: 'e2e', packageName: '@safiri/e2e', doors: [] },
  { kind: 'bench', folder: 'bench', packageName: '@safiri/bench', doors: [] },
];

function refusal(file: string, specifier: string, typeOnly = false): string | undefined {
  return arrowRefusal({ file, specifier, typeOnly }, rooms);
}

describe('the table of arrows', () => {
  test.each([
    ['packages/contracts/src/a.ts', '@safiri/kernel'],
    ['packages/client/src/a.ts', '@safiri/contracts'],
    ['packages/runtime/src/a.ts', '@safiri/kernel'],
    ['services/qr/src/a.ts', '@safiri/kernel'],
    ['services/qr/src/a.ts', '@safiri/contracts/openapi'],
    ['services/qr/src/a.ts', '@safiri/runtime'],
    ['services/qr/src/a.test.ts', '@safiri/testkit'],
    ['services/qr/tests/journey.ts', '@safiri/testkit'],
    ['services/qr/tests/journey.ts', '@safiri/qr'],
    ['simulators/momo/src/a.ts', '@safiri/kernel'],
    ['simulators/momo/src/a.ts', '@safiri/simulator-kit'],
    ['apps/platform/src/a.ts', '@safiri/qr'],
    ['apps/platform/src/a.ts', '@safiri/client'],
    ['apps/portal/app/a.tsx', '@safiri/client'],
    ['apps/portal/app/a.tsx', '@safiri/ui-web'],
    ['packages/ui-web/src/a.tsx', '@safiri/design'],
    ['e2e/journeys/a.test.ts', '@safiri/platform'],
    ['bench/src/a.ts', '@safiri/testkit'],
    ['services/qr/src/tokens/a.ts', '../keys/b.ts'],
    ['services/qr/src/a.ts', 'node:fs'],
    ['services/qr/src/a.ts', 'kysely'],
  ])('%s may import %s', (file, specifier) => {
    expect(refusal(file, specifier)).toBeUndefined();
  });

  test.each([
    ['packages/kernel/src/a.ts', '@safiri/contracts', 'the kernel stands below everything'],
    ['packages/contracts/src/a.ts', '@safiri/runtime', 'depend on none'],
    ['packages/client/src/a.ts', '@safiri/runtime', 'runs wherever the contracts are read'],
    ['packages/runtime/src/a.ts', '@safiri/client', 'may import kernel, contracts (types only), not @safiri/client'],
    ['services/qr/src/a.ts', '@safiri/ticketing', 'a service never imports another one'],
    ['services/qr/tests/a.test.ts', '@safiri/ticketing', 'a service never imports another one'],
    ['services/qr/src/a.ts', '@safiri/client', 'read through ctx.peers'],
    ['services/qr/src/a.ts', '@safiri/testkit', 'is for tests, e2e and bench only'],
    ['packages/testkit/src/a.ts', '@safiri/qr', 'knows none of them'],
    ['simulators/momo/src/a.ts', '@safiri/contracts', 'may import kernel, simulator kit, not @safiri/contracts'],
    ['simulators/kit/src/a.ts', '@safiri/simulator-momo', 'knows none of them'],
    ['apps/portal/app/a.tsx', '@safiri/runtime', 'asks the services over HTTP'],
    ['apps/portal/app/a.tsx', '@safiri/qr', 'asks the services over HTTP'],
    ['packages/ui-web/src/a.tsx', '@safiri/contracts', 'gets its words and its facts from the page'],
    ['services/qr/src/a.ts', '@safiri/ui-web', 'a service never imports'],
    ['e2e/journeys/a.test.ts', '@safiri/qr', 'use the product from outside'],
    ['bench/src/a.ts', '@safiri/ticketing', 'from outside'],
    ['scripts/a.ts', '@safiri/runtime', 'scripts run before the product does'],
  ])('%s may not import %s', (file, specifier, because) => {
    expect(refusal(file, specifier)).toContain(because);
  });

  test('the runtime may use contracts for types only', () => {
    expect(refusal('packages/runtime/src/a.ts', '@safiri/contracts', true)).toBeUndefined();
    expect(refusal('packages/runtime/src/a.ts', '@safiri/contracts')).toContain('write `import type`');
  });

  test('a package is entered by its doors', () => {
    expect(refusal('services/qr/src/a.ts', '@safiri/kernel/src/money.ts')).toContain(
      'is no door of @safiri/kernel: import from @safiri/kernel',
    );
    expect(refusal('services/qr/src/a.ts', '@safiri/contracts/fields')).toContain('@safiri/contracts/openapi');
    expect(refusal('services/qr/src/a.ts', '../../ticketing/src/holds.ts')).toContain(
      'enters services/ticketing by the window',
    );
    expect(refusal('services/qr/src/a.ts', '../../../scripts/run.mjs')).toContain('leaves services/qr');
    expect(refusal('services/qr/src/a.ts', '@safiri/kernels')).toContain('is no package of this house');
  });
});
