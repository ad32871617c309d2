import type { FastifyInstance } from 'fastify';
import { createLog, type Log } from '../log.ts';
import { SettingsError } from '../settings.ts';
import { mountHealth, type Look } from './health.ts';
import type { ListeningSettings } from './process-config.ts';
import { runProcess, type Running } from './run-process.ts';

/** What a process that stands behind the gateway is, once it is made. */
export type Served = {
  readonly app: FastifyInstance;
  readonly log: Log;
  readonly settings: ListeningSettings;
  readonly look: () => Promise<Look>;
  /** Called when the server listens. */
  startWork(): Promise<void>;
  stop(): Promise<void>;
};

/** Together with leaving, less than ten seconds. */
const drainMilliseconds = 6_500;

/** Runs a process that stands behind the gateway, until it is told to end. */
export async function runServed(make: () => Promise<Served>): Promise<never> {
  return await runProcess(async () => await serve(await make()), {
    sentenceOf: (error) => (error instanceof SettingsError ? error.message : undefined),
    say: () => undefined,
    drainMilliseconds,
  });
}

export function logOf(name: string, { LOG_LEVEL: level, LOG_FILE: destination }: ListeningSettings): Log {
  return createLog({ level, service: name, ...(destination === undefined ? {} : { destination }) });
}

async function serve(served: Served): Promise<Running> {
  const { app, log, settings, look } = served;
  const phase = { isStarted: false, isLeaving: false };
  mountHealth(app, phase, look);
  await app.listen({ port: settings.PORT, host: settings.HOST });
  await served.startWork();
  phase.isStarted = true;
  log.info({ address: app.listeningOrigin }, 'started');
  return {
    leave: () => {
      phase.isLeaving = true;
      log.info({}, 'leaving');
    },
    leaveMilliseconds: settings.LEAVE_MILLISECONDS,
    stop: async () => {
      await served.stop();
      log.info({}, 'stopped');
    },
  };
}
