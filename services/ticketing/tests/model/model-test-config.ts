/**
 * How much the model test does: `npm run test:long` does a hundred thousand operations. `OPERATIONS=…` says how many,
 * `SEED=…` does a printed run again.
 */
export const modelTestConfig = readModelTestConfig(process.env);

function readModelTestConfig(environment: NodeJS.ProcessEnv) {
  const long = environment['SAFIRI_LONG'] === '1';
  return {
    seed: readNumber(environment, 'SEED') ?? 1,
    operations: readNumber(environment, 'OPERATIONS') ?? (long ? 100_000 : 1_200),
    /** Each has trips of its own and does one thing after another. */
    workers: 16,
    /** Only ends what hangs. */
    timeoutMilliseconds: long ? 3_600_000 : 300_000,
  };
}

function readNumber(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = environment[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/u.test(text)) throw new Error(`${name} is a whole number`);
  return Number(text);
}
