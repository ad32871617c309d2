import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of ours that answers one request at a time. Border file: what crosses it was sent by the same checkout. */
export type Child<Request, Answer> = {
  readonly processId: number;
  ask(request: Request): Promise<Answer>;
  /** Lets it finish and waits for its end. */
  stop(): Promise<void>;
};

export function startChild<Request extends object, Answer>(
  file: string,
  env: Readonly<Record<string, string>>,
): Child<Request, Answer> {
  const child = fork(file, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  return {
    processId: child.pid ?? 0,
    ask: async (request) => {
      child.send(request);
      return await answerOf<Answer>(child, file);
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

async function answerOf<Answer>(child: ChildProcess, file: string): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const hear = (answer: unknown): void => {
      child.off('exit', fail);
      resolve(answer as Answer);
    };
    const fail = (): void => {
      child.off('message', hear);
      reject(new Error(`${file} ended without an answer; what it said stands above.`));
    };
    child.once('message', hear);
    child.once('exit', fail);
  });
}

/** The child's side. It ends when its parent lets go of it, however that comes about. */
export function answerParent<Request, Answer>(
  handle: (request: Request) => Promise<Answer>,
  finish: () => Promise<void> = async () => undefined,
): void {
  process.on('message', (request) => {
    void handle(request as Request).then((answer) => process.send?.(answer));
  });
  // Ctrl-C reaches every process of the terminal; the parent decides what follows from it.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => {
    void finish().finally(() => process.exit());
  });
}
