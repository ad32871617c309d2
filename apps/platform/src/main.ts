import { processEnvironment, runProcess } from '@safiri/runtime/process';
import { readPlatformSettings } from './config.ts';
import { startPlatform } from './start-platform.ts';
import { exitSentence } from './exit-sentence.ts';

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`);
};

/** Work in hand is given this long. */
const drainMilliseconds = 15_000;
const databaseEnded =
  'The database has ended by itself; stopping. The log says why; the next start repairs what it can.';

await runProcess(
  async () => {
    const environment = processEnvironment();
    const platform = await startPlatform({ settings: readPlatformSettings(environment), environment, say });
    for (const line of platform.welcome) say(line);
    return { stop: async () => await platform.stop(), ended: platform.databaseEnded?.then(() => databaseEnded) };
  },
  { sentenceOf: exitSentence, say, drainMilliseconds },
);
