import type { RunningServer } from '@safiri/testkit/servers';

/** One of several processes that stand for one another. */
export type Member = {
  readonly name: string;
  /** As when its machine loses power. */
  kill(): Promise<void>;
  /** On what it has on its disk. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

/** A server that goes on when any of its members is lost. */
export type ManyServers = {
  readonly name: string;
  /** Who decides; undefined while nobody does. */
  leader(): Promise<Member | undefined>;
  /** Whether every member is there and has what the leader has. */
  isWhole(): Promise<boolean>;
  stop(): Promise<void>;
};

/** Starts a member; resolves when it takes connections. */
export async function startMember(name: string, launch: () => Promise<RunningServer>): Promise<Member> {
  const start = async (): Promise<RunningServer> => {
    const started = await launch();
    await started.untilReady();
    return started;
  };
  let running = await start();
  return {
    name,
    kill: async () => await running.kill(),
    startAgain: async () => {
      running = await start();
    },
    stop: async () => await running.stop(),
  };
}
