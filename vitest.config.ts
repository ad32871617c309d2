import { defineConfig } from 'vitest/config';

/**
 * Two projects. `rooms` is everything beside the code; `journeys` drives the whole product in a browser and starts
 * after it, so that a broken room is reported by its own test first. Two files at a time: a person waits more than a machine.
 */
const everywhere = {
  /** A fork of its own per file: PostgreSQL's tie to its parent wants a main thread, and no file sees another's state. */
  pool: 'forks' as const,
  /** Generous, since two cores may be shared with others; no test passes by being quick. */
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

const neverTests = ['**/node_modules/**', '**/build/**', '**/dist/**', '**/.react-router/**'];

export default defineConfig({
  test: {
    /** Once for both projects: they share the servers. */
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...everywhere,
          name: 'rooms',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...neverTests, 'e2e/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...everywhere,
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/journeys-setup.ts'],
          exclude: neverTests,
          testTimeout: 180_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
