import { setTimeout as wait } from 'node:timers/promises';

export type Running = {
  /** Takes no new work, finishes what is in hand, closes in order. */
  stop(): Promise<void>;
  /** Called first, when the process was told to end. */
  readonly leave?: () => void;
  /** For how long it goes on serving then, so that whoever sends it requests can notice. */
  readonly leaveMilliseconds?: number;
  /** Settles when it cannot go on, with a sentence that says why. */
  readonly ended?: Promise<string> | undefined;
};

export type RunOptions = {
  /** What to tell a person for an error they can mend; undefined for a bug, which deserves its stack. */
  readonly sentenceOf: (error: unknown) => string | undefined;
  readonly say: (sentence: string) => void;
  /** Work in hand is given this long. */
  readonly drainMilliseconds: number;
};

/** A terminal and a parent may both pass on one Ctrl-C; a second one that comes later means it. */
const oneKeyPressMilliseconds = 1_000;

/** Starts, runs until the process is told to end or cannot go on, and ends it. */
export async function runProcess(start: () => Promise<Running>, options: RunOptions): Promise<never> {
  const { sentenceOf, say, drainMilliseconds } = options;
  try {
    const running = await start();
    const why = await untilToldToEnd(running.ended);
    say(why ?? 'Stopping…');
    setTimeout(() => process.once('SIGINT', () => process.exit(130)), oneKeyPressMilliseconds).unref();
    process.on('SIGINT', () => undefined);
    running.leave?.();
    if (why === undefined) await wait(running.leaveMilliseconds ?? 0);
    setTimeout(() => process.exit(1), drainMilliseconds).unref();
    await running.stop();
    process.exit(why === undefined ? 0 : 1);
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}

/** Answers the sentence of what ended by itself, if it was that. */
async function untilToldToEnd(ended: Promise<string> | undefined): Promise<string | undefined> {
  return await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
    void ended?.then(resolve);
  });
}
