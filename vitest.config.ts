import { defineConfig } from 'vitest/config';
import { withLongJourneys } from './scripts/test/long-config.ts';

/**
 * Three projects. `rooms` is everything beside the code; `drivers` is the suites of what stands behind a port, each driver
 * against its real server; `journeys` drives the whole product in a browser and starts after them, so that a broken room is
 * reported by its own test first.
 */
const everywhere = {
  /** Forks, because PostgreSQL's tie to its parent wants a main thread. */
  pool: 'forks' as const,
  /** Files that a fork runs one after the other share its modules, which then are read once: a third of the time. Rooms keep no state in modules. */
  isolate: false,
  /** Generous, since two cores may be shared with others; no test passes by being quick. */
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

const neverTests = ['**/node_modules/**', '**/build/**', '**/dist/**', '**/.react-router/**'];
/** What takes a minute and more. */
const notNow = withLongJourneys ? [] : ['**/long/**'];

const driverSuites = ['**/tests/drivers/**/*.test.ts', 'e2e/long/*-on-servers.test.ts'];

export default defineConfig({
  test: {
    /** Once for all projects: they share the servers. */
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    /** One more than most machines of a workflow have cores: tests wait for databases, browsers and people. */
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...everywhere,
          name: 'rooms',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...neverTests, 'e2e/**', ...driverSuites, ...notNow],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...everywhere,
          name: 'drivers',
          include: driverSuites,
          exclude: [...neverTests, ...notNow],
          globalSetup: ['packages/testkit/src/servers/drivers-setup.ts', 'e2e/journeys-setup.ts'],
          testTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...everywhere,
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/journeys-setup.ts'],
          exclude: [...neverTests, ...driverSuites, ...notNow],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
