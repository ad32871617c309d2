import { BooksRefused } from './books/open-books.ts';
import type { Company } from './company.ts';
import type { Simulator } from './create-simulator.ts';
import type { SimulatorSettings } from './context.ts';
import { ConfigRefused, type SimulatorConfig } from './setting-reader.ts';

export type SimulatorProgram<Settings extends SimulatorSettings> = {
  readonly company: Pick<Company, 'name' | 'title'>;
  /** Reads the environment; may throw `ConfigRefused`. */
  readonly readConfig: () => SimulatorConfig<Settings>;
  /** Builds the simulator; may throw `BooksRefused`. */
  readonly create: (settings: Settings) => Simulator;
};

/** Runs until it is told to end. One sentence on standard error and exit 1 for what a person can put right; a stack for everything else. */
export async function runSimulator<Settings extends SimulatorSettings>(
  program: SimulatorProgram<Settings>,
): Promise<void> {
  try {
    await run(program);
  } catch (error) {
    const sentence = sentenceFor(error, program.company);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
  }
}

async function run<Settings extends SimulatorSettings>(program: SimulatorProgram<Settings>): Promise<void> {
  const { settings, endWithParent } = program.readConfig();
  const simulator = program.create(settings);
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
  process.stdout.write(`${JSON.stringify({ ready: true, simulator: program.company.name, address })}\n`);
}

function sentenceFor(error: unknown, { name, title }: Pick<Company, 'name' | 'title'>): string | undefined {
  if (error instanceof ConfigRefused || error instanceof BooksRefused) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const remedy = `choose another by ${name.toUpperCase()}_SIMULATOR_PORT.`;
  if (code === 'EADDRINUSE') return `The port of the ${title} simulator is taken; ${remedy}`;
  if (code === 'EACCES') return `The ${title} simulator may not open its port; ${remedy}`;
  return undefined;
}
