import type { Figures } from './figures.ts';
import type { Use } from './use/watch-use.ts';
import type { Workload } from './workloads.ts';

export type RunRequest = { readonly workload: Workload; readonly connections: number; readonly seconds: number };

export type RunReport = {
  readonly figures: Figures;
  readonly use: Use;
  /** What must never be, a sentence each; empty after a sound run. */
  readonly violations: readonly string[];
  /** How long there was news to hand on after the last answer; undefined where nobody empties an outbox. */
  readonly drain?: Drain;
};

export type Drain = {
  /** Until every service's outbox was empty. */
  readonly outboxSeconds: number;
  /** Until ticketing had counted every change of a seat. */
  readonly countSeconds: number;
};
