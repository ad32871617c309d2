import type { CoreUse } from './core-use.ts';
import type { Figures } from './figures.ts';
import type { Workload } from './workloads.ts';

export type RunRequest = { readonly workload: Workload; readonly connections: number; readonly seconds: number };

export type RunReport = {
  readonly figures: Figures;
  /** What must never be, a sentence each; empty after a sound run. */
  readonly violations: readonly string[];
  /** How long the outboxes held news after the last answer; undefined where nobody empties one. */
  readonly drainSeconds?: number;
  /** Of our processes that share the cores with the database, where the system says. */
  readonly coreUse?: { readonly service: CoreUse; readonly generator: CoreUse };
};

/** One of the two that are compared: what it sells lasts for all runs, and every run is checked in its database. */
export type Side = {
  run(request: RunRequest): Promise<RunReport>;
  close(): Promise<void>;
};
