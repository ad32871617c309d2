/** Whether what lies in folders called long runs: scripts/test.ts says so when they, or long tests, are asked for. */
export const withLongJourneys = process.env['SAFIRI_LONG_JOURNEYS'] === '1';
