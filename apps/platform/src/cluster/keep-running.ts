import { setTimeout as wait } from 'node:timers/promises';

/** A process that runs and can be ended. */
export type Live = { readonly processId: number; readonly ended: Promise<void>; stop(): Promise<void> };

/** A part of the cluster that is started again whenever it ends by itself. */
export type Part = {
  readonly name: string;
  readonly port: number | null;
  processId(): number | null;
  restarts(): number;
  /** Ends it; it stays so until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** For one that did not start: tries it, later and later, until it runs or is stopped. */
  keepTrying(): void;
};

/** A crash costs a second; what cannot start is not tried more often than this. */
const pauseMilliseconds = { first: 200, longest: 5_000 } as const;

export function keepRunning(options: {
  readonly name: string;
  readonly port: number | null;
  /** Resolves when it can be used. */
  readonly launch: () => Promise<Live>;
  readonly say: (sentence: string) => void;
  readonly changed: () => void;
}): Part {
  const { name, port, launch, say, changed } = options;
  let live: Live | undefined;
  let wanted = false;
  let restarts = 0;
  let again: Promise<void> | undefined;

  const begin = async (): Promise<void> => {
    const started = await launch();
    live = started;
    changed();
    void started.ended.then(() => {
      if (live !== started) return;
      live = undefined;
      changed();
      if (!wanted) return;
      say(`${name} has ended by itself and is started again.`);
      again = startAgain();
    });
  };
  const startAgain = async (): Promise<void> => {
    for (let pause: number = pauseMilliseconds.first; wanted; pause = Math.min(pause * 2, pauseMilliseconds.longest)) {
      restarts += 1;
      await wait(pause);
      try {
        if (wanted) await begin();
        return;
      } catch (error) {
        say(`${name} did not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  return {
    name,
    port,
    processId: () => live?.processId ?? null,
    restarts: () => restarts,
    start: async () => {
      wanted = true;
      await begin();
    },
    keepTrying: () => {
      wanted = true;
      again = startAgain();
    },
    stop: async () => {
      wanted = false;
      await again;
      await live?.stop();
    },
  };
}
