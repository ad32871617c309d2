import { readPlatformSettings, processEnvironment } from './config.ts';
import { startPlatform } from './start-platform.ts';
import { exitSentence } from './exit-sentence.ts';

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`);
};

/** Work in hand is given this long. */
const drainMilliseconds = 15_000;
/** A terminal and a parent may both pass on one Ctrl-C; a second one that comes later means it. */
const oneKeyPressMilliseconds = 1_000;

try {
  const environment = processEnvironment();
  const platform = await startPlatform({ settings: readPlatformSettings(environment), environment, say });
  for (const line of platform.welcome) say(line);
  const ending = new Promise<string>((resolve) => {
    process.once('SIGINT', () => resolve('SIGINT'));
    process.once('SIGTERM', () => resolve('SIGTERM'));
    void platform.databaseEnded?.then(() => resolve('database'));
  });
  const why = await ending;
  say(
    why === 'database'
      ? 'The database has ended by itself; stopping. The log says why; the next start repairs what it can.'
      : 'Stopping…',
  );
  setTimeout(() => process.once('SIGINT', () => process.exit(130)), oneKeyPressMilliseconds).unref();
  process.on('SIGINT', () => undefined);
  setTimeout(() => process.exit(1), drainMilliseconds).unref();
  await platform.stop();
  process.exit(why === 'database' ? 1 : 0);
} catch (error) {
  const sentence = exitSentence(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
