import type { NoServer } from '@safiri/runtime/servers';
import { startPostgres18 } from '@safiri/testkit/postgres-servers';

type OpenServer = { readonly url: string; stop(): Promise<void> };

export type MigrationServer = {
  readonly major: number;
  /** Why there is none on this machine; empty when there is one. */
  readonly missing: string;
  open(): Promise<OpenServer>;
};

/**
 * PostgreSQL 18 anew, without any of our roles: the run's own has them, made by its superuser. On 15, whoever may create
 * roles may also grant those that others made, so the run's server does.
 */
export function onMigrationServers(fifteen: { url: string } | NoServer): MigrationServer[] {
  return [
    { major: 18, missing: '', open: startPostgres18 },
    {
      major: 15,
      missing: 'missing' in fifteen ? fifteen.missing : '',
      open: async () => ({ url: 'url' in fifteen ? fifteen.url : '', stop: async () => undefined }),
    },
  ];
}
