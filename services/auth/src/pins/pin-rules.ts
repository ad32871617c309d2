/** Runs like 123456 and 987654, one digit again and again, and short patterns like 121212: what a thief tries first. */
export function isEasyPin(pin: string): boolean {
  return /^(\d{1,3})\1+$/.test(pin) || isRun(pin, 1) || isRun(pin, -1);
}

function isRun(pin: string, step: number): boolean {
  const digits = Array.from(pin, Number);
  return digits.every((digit, place) => place === 0 || digit - (digits[place - 1] ?? digit) === step);
}

/**
 * How long the next try of a person on a device has to wait, by how many were wrong before it. Two slips cost nothing; after
 * the eighth wrong one nothing is tried until the PIN is set anew, so a thief finds one PIN of 125,000.
 */
export const secondsToWait: readonly number[] = [0, 0, 30, 60, 300, 900, 3_600, 0];
export const mostTries = secondsToWait.length;
