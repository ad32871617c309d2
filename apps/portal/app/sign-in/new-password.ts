import type { MessageKey } from '../messages/en.ts';
import { longestPassword, shortestPassword } from './password-strength.ts';

/** What the contract takes, said before a password travels to the API and back. */
export function mistakeInPassword(password: string): MessageKey | undefined {
  if (password.length < shortestPassword) return 'account.error.password-short';
  if (password.length > longestPassword) return 'account.error.password-long';
  return undefined;
}

/** A password as it was typed, spaces at its ends included. */
export function passwordIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
