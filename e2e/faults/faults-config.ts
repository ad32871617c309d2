/**
 * How much the test of money under faults does: `npm run test:long` makes thousands of purchases. `PURCHASES=…` says how many,
 * `SEED=…` does a printed run again.
 */
export const faultsConfig = readFaultsConfig(process.env);

function readFaultsConfig(environment: NodeJS.ProcessEnv) {
  const long = environment['SAFIRI_LONG'] === '1';
  const purchases = readNumber(environment, 'PURCHASES') ?? (long ? 3_000 : 16);
  return {
    seed: readNumber(environment, 'SEED') ?? 1,
    purchases,
    /** Buyers at a time: as many as two cores serve while they also run five programs and a database. */
    lanes: 16,
    /** Days on sale: a seat is bought by one of three purchases or so. */
    saleDays: Math.min(30, 3 + Math.ceil(purchases / 150)),
    /** Only ends what hangs. */
    timeoutMilliseconds: 300_000 + purchases * 10_000,
  };
}

function readNumber(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = environment[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/u.test(text)) throw new Error(`${name} is a whole number`);
  return Number(text);
}
