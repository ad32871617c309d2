import type { Clock } from '@safiri/kernel';
import type { Database, Log, ServiceDeps } from '@safiri/runtime';
import type { CompanyConfig } from './config.ts';

/** What every use case of this service is given. */
export type Ctx = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: CompanyConfig;
  /** Imports that run in this process. */
  readonly runningImports: Set<string>;
};

export function createContext(deps: ServiceDeps & { readonly config: CompanyConfig }): Ctx {
  return { db: deps.db, clock: deps.clock, log: deps.log, config: deps.config, runningImports: new Set() };
}
