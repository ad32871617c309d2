import { BooksRefused } from './books/open-books.ts';
import { ConfigRefused, readConfig } from './config.ts';
import { createMomoSimulator } from './index.ts';

/** One sentence on standard error and exit 1 for what a person can put right; a stack for everything else. */
try {
  await run();
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { settings, endWithParent } = readConfig();
  const simulator = createMomoSimulator(settings);
  const address = await simulator.listen().catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });

  let draining: Promise<void> | undefined;
  const drain = (): void => {
    // Standard input would keep the process alive.
    process.stdin.destroy();
    draining ??= simulator.close();
  };
  process.once('SIGTERM', drain);
  process.once('SIGINT', drain);
  // A pipe ends and closes; a file or an empty device only ends.
  if (endWithParent) process.stdin.once('end', drain).once('close', drain).resume();
  process.stdout.write(`${JSON.stringify({ ready: true, simulator: 'momo', address })}\n`);
}

function sentenceFor(error: unknown): string | undefined {
  if (error instanceof ConfigRefused || error instanceof BooksRefused) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'The port of the MoMo simulator is taken; choose another by MOMO_SIMULATOR_PORT.';
  if (code === 'EACCES') return 'The MoMo simulator may not open its port; choose another by MOMO_SIMULATOR_PORT.';
  return undefined;
}
