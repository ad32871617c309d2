/**
 * `npm test [-- vitest arguments]`: gets what the tests need, runs them all and closes with `N passed, N failed`.
 * `--long` lets tests that have a long form take it (a million tokens instead of ten thousand), and adds what lies in folders called long.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPortalWhenChanged } from './portal-build.ts';
import { readResults } from './test/results.ts';
import {
  getAvailabilityServers,
  getChromium,
  getDriverServers,
  getNginx,
  getPostgres15,
} from './test/system-programs.ts';
import { showTool } from './tools.ts';

const say = (sentence: string) => console.log(sentence);

const given = process.argv.slice(2);
const long = given.includes('--long');
const vitestArgs = given.filter((arg) => arg !== '--long');
const withLongJourneys = long || vitestArgs.some((arg) => arg.includes('/long'));

const chromium = getChromium(say);
if (chromium === undefined) process.exit(1);
getPostgres15(say);
getDriverServers(say);
getNginx(say);
if (long || vitestArgs.some((arg) => arg.includes('high-availability'))) getAvailabilityServers(say);

const build = await buildPortalWhenChanged(say);
const unbuilt = build.state === 'failed';
if (unbuilt)
  say(`${build.why}\nThe web pages cannot be built: that is one failure, and the journeys through them are left out.`);

const folder = mkdtempSync(join(tmpdir(), 'safiri-results-'));
const resultsFile = join(folder, 'results.json');
const exitCode = await showTool('vitest', {
  args: [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultsFile}`,
    ...(unbuilt ? ['--project=rooms', '--project=drivers'] : []),
    ...vitestArgs,
  ],
  env: {
    ...process.env,
    SAFIRI_CHROMIUM: chromium,
    ...(long ? { SAFIRI_LONG: '1' } : {}),
    ...(withLongJourneys ? { SAFIRI_LONG_JOURNEYS: '1' } : {}),
  },
});
const results = readResults(resultsFile, exitCode);
rmSync(folder, { recursive: true, force: true });
const failed = results.failed + (unbuilt ? 1 : 0);
if (results.skipped > 0) say(`${results.skipped} skipped: each says why above.`);
say(`${results.passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
