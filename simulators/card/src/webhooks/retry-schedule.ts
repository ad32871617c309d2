const threeDaysSeconds = 3 * 24 * 3600;
/** Five seconds, then twice as long each time. */
const firstSeconds = 5;

/** Until three days have passed since the first attempt. */
export function retryAfterSeconds(attempts: number): number | undefined {
  const passedSeconds = firstSeconds * (2 ** (attempts - 1) - 1);
  return passedSeconds < threeDaysSeconds ? firstSeconds * 2 ** (attempts - 1) : undefined;
}
