import { randomInt } from 'node:crypto';

/** How much the token tests try: `SAFIRI_LONG=1` for the million, `SAFIRI_SEED=…` to see a printed run again. */
export const tokenTestConfig = readTokenTestConfig(process.env);

function readTokenTestConfig(environment: NodeJS.ProcessEnv) {
  const long = environment['SAFIRI_LONG'] === '1';
  const seed = environment['SAFIRI_SEED'] ?? String(randomInt(0x7fff_ffff));
  if (!/^\d{1,10}$/u.test(seed) || Number(seed) > 0x7fff_ffff)
    throw new Error('SAFIRI_SEED is a whole number below 2³¹');
  return {
    seed: Number(seed),
    genuineTokens: long ? 1_000_000 : 1_000,
    /** Tokens of which every change, insertion, and cut is tried: about 9,000 signatures' worth of work each. */
    mutatedTokens: long ? 25 : 1,
    /** Of such a token every place is tried, or every third. */
    step: long ? 1 : 3,
    /**
     * Measured on two cores: ten thousand take 5 s alone and 21 s on a crowded machine, a million took 14 minutes
     * beside others. The limits only end what hangs.
     */
    timeoutMilliseconds: long ? 3_600_000 : 300_000,
  };
}
