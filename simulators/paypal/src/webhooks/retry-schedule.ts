/** PayPal tries up to 25 times in three days; how it spaces them is not published. */
const retries = 25;
const threeDaysSeconds = 3 * 24 * 3600;

/** Doubling from ten seconds, at most what spreads the rest evenly over the three days. */
export function retryAfterSeconds(attempts: number): number | undefined {
  if (attempts > retries) return undefined;
  return Math.min(10 * 2 ** (attempts - 1), Math.floor(threeDaysSeconds / retries));
}
