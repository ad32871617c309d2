import type { ScratchServer } from './database/scratch-server.ts';
import type { Plan } from './flags.ts';

/** What every part of the measurement is given. */
export type Bench = {
  readonly plan: Plan;
  readonly server: ScratchServer;
  /** The program. */
  readonly pgbench: string;
  /** Progress, for whoever waits. */
  readonly say: (sentence: string) => void;
  /** Results. */
  readonly print: (lines: readonly string[]) => void;
};
