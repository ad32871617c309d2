import type { Log } from '@safiri/runtime';

export function accountCreated(
  log: Log,
  facts: {
    readonly accountId: string;
    readonly role: string;
    readonly companyId: string | null;
    readonly by: string | null;
  },
): void {
  log.info(facts, 'account created');
}

export function signedIn(log: Log, accountId: string): void {
  log.info({ accountId }, 'signed in');
}

export function signInRefused(log: Log): void {
  log.warn({ security: true }, 'sign-in refused');
}
