/** `npm run test:long` draws many more requests, by a seed of its own each time, which a failure names. */
const isLong = process.env['SAFIRI_LONG'] === '1';
export const fuzzConfig = isLong
  ? { requestsPerOperation: 300, seed: Number(process.env['SAFIRI_FUZZ_SEED'] ?? process.pid) }
  : { requestsPerOperation: 7, seed: 20_261_122 };
