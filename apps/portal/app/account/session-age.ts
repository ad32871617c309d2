/** How long ago a session was used, as coarsely as it is known: its holder's browser says so every ten minutes. */
export type SessionAge =
  | { readonly unit: 'now' }
  | { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function ageOf(lastUsed: number, now: number): SessionAge {
  const passed = now - lastUsed;
  if (passed < 15 * minute) return { unit: 'now' };
  if (passed < hour) return { unit: 'minutes', count: Math.floor(passed / minute) };
  if (passed < day) return { unit: 'hours', count: Math.floor(passed / hour) };
  return { unit: 'days', count: Math.floor(passed / day) };
}
