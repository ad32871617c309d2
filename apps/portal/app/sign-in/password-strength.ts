/** As few characters as the contract takes. */
export const shortestPassword = 12;
export const longestPassword = 128;

/** Three or four words. */
const comfortable = 16;

export const strengths = ['too-short', 'repeats', 'fair', 'good'] as const;
export type Strength = (typeof strengths)[number];

/**
 * What can be said of a password where it is typed, without sending it anywhere: how long it is, and how much of it is more
 * of the same. Whether many people have it is judged by the server.
 */
export function strengthOf(password: string): Strength {
  if (password.length < shortestPassword) return 'too-short';
  const own = ownCharacters(password.toLowerCase());
  if (own < shortestPassword * 0.7) return 'repeats';
  return password.length >= comfortable && own >= shortestPassword ? 'good' : 'fair';
}

/** Characters that neither repeat one of the four before them nor go on in a run such as "1234" or "dcba". */
function ownCharacters(said: string): number {
  const codes = Array.from(said, (character) => character.codePointAt(0) ?? 0);
  return codes.filter((code, at) => {
    const [before = NaN, beforeThat = NaN] = [codes[at - 1], codes[at - 2]];
    const runs = Math.abs(code - before) === 1 && code - before === before - beforeThat;
    return !runs && !codes.slice(Math.max(0, at - 4), at).includes(code);
  }).length;
}
