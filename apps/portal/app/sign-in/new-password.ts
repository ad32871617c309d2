import type { MessageKey } from '../messages/en.ts';

/** What the contract takes, said before a password travels to the API and back. */
const shortest = 10;
const longestBytes = 72;

export function mistakeInPassword(password: string): MessageKey | undefined {
  if (password.length < shortest) return 'account.error.password-short';
  if (new TextEncoder().encode(password).length > longestBytes) return 'account.error.password-long';
  return undefined;
}

/** A password as it was typed, spaces at its ends included. */
export function passwordIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
