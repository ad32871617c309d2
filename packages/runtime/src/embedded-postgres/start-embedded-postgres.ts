import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type Address, prepareAddress } from './address.ts';
import { awaitAnswer, RECOVERY_LIMIT_MILLISECONDS } from './await-answer.ts';
import { type Binaries, findBinaries, programPath } from './binaries.ts';
import { ensureCluster, lastError, refuseOtherOwner } from './cluster.ts';
import { claimFolder } from './folder-claim.ts';
import { stopLeftoverServer } from './leftover-server.ts';
import { type Places, clusterDirOf, preparePlaces } from './places.ts';
import { type RunAs, chooseRunAs, serverCallAs } from './run-as.ts';
import { type ServerExit, type ServerProcess, spawnServer } from './server-process.ts';
import { type Settings, allSettings, settingsAsArguments } from './settings.ts';
import { StartRefusal } from './start-refusal.ts';

export type EmbeddedPostgresOptions = {
  /** A folder for the server alone; made when it is not there. */
  dataDir: string;
  log: { info(sentence: string): void; error(sentence: string): void };
  /** Settings of the server that differ from ours, as PostgreSQL names and writes them. */
  settings?: Settings;
  /** Default true. False only for scratch data: a power cut may destroy it. */
  durable?: boolean;
  /** Other programs than those that came with the install. */
  binaries?: Binaries;
  /** Used by root when PostgreSQL's user cannot enter the other folders. */
  systemDir?: string;
  /** Called when nobody else is on the folder and no server runs: a restore lays out another cluster. */
  beforeStart?: (clusterDir: string) => Promise<void>;
  /** How long it may put its data in order before it answers; a restore reads more than a crash leaves. */
  recoveryLimitMilliseconds?: number;
};

export type EmbeddedPostgres = {
  /** Of the superuser `postgres`, to the database `postgres`. */
  connectionString: string;
  /** Where its socket is; undefined on Windows, which uses TCP. */
  socketDir: string | undefined;
  /** Settles when the server has ended, also by itself; never rejects. */
  exited: Promise<ServerExit>;
  /** Ends the server and gives the folder back; may be called twice. */
  stop(): Promise<void>;
};

export type { ServerExit };

/** Children of a server that was killed need a moment to notice, and until then its memory is in use. */
const BUSY_LIMIT_MILLISECONDS = 10_000;
const BUSY_PAUSE_MILLISECONDS = 200;
const BUSY = /lock file ".*" already exists|pre-existing shared memory block/;

/**
 * Starts the PostgreSQL that came with the install. At most one server ever runs on a folder: one that an earlier run
 * left behind is stopped first, one of another living Safiri is left alone and refused. Throws a `StartRefusal` for
 * everything a person can mend. Call it from the main thread: on Linux the server dies with the thread that made it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return startAs(await chooseRunAs(), options);
}

export async function startAs(runAs: RunAs, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, durable = true, systemDir = '/var/lib/safiri' } = options;
  const { recoveryLimitMilliseconds = RECOVERY_LIMIT_MILLISECONDS } = options;
  const say = (sentence: string) => log.info(sentence);
  const places = await preparePlaces({
    binaries: options.binaries ?? (await findBinaries()),
    dataDir,
    runAs,
    systemDir,
    say,
  });
  const clusterDir = clusterDirOf(places.homeDir);
  const pgCtl = programPath(places.binaries, 'pg_ctl');

  await refuseOtherOwner(clusterDir, runAs);
  const claim = await claimFolder(places.homeDir);
  try {
    const { strangerPid } = await stopLeftoverServer({ clusterDir, pgCtl, say });
    await options.beforeStart?.(clusterDir);
    await ensureCluster({ places, runAs, durable, say });
    const address = await prepareAddress(places.homeDir, runAs);
    const settings = allSettings(durable, { ...options.settings, ...address.settings });
    const server = await startServer({ runAs, places, address, settings, strangerPid, log, recoveryLimitMilliseconds });
    const release = async () => {
      if (address.socketDir !== undefined) await rm(address.socketDir, { recursive: true, force: true });
      claim.release();
    };
    return offer(server, address, release);
  } catch (error) {
    claim.release();
    throw error;
  }
}

function offer(server: ServerProcess, address: Address, release: () => Promise<void>): EmbeddedPostgres {
  const { connectionString, socketDir } = address;
  let stopped: Promise<void> | undefined;
  return {
    connectionString,
    socketDir,
    exited: server.exited,
    stop: () => {
      stopped ??= server.stop().then(release);
      return stopped;
    },
  };
}

type ServerRequest = {
  runAs: RunAs;
  places: Places;
  address: Address;
  settings: Settings;
  strangerPid: number | undefined;
  log: EmbeddedPostgresOptions['log'];
  recoveryLimitMilliseconds: number;
};

async function startServer(request: ServerRequest): Promise<ServerProcess> {
  const startedAt = performance.now();
  for (;;) {
    const server = await tryToStart(request);
    if (server.answers) return server.process;
    const busy = BUSY.test(server.process.lastLines());
    if (!busy || performance.now() - startedAt > BUSY_LIMIT_MILLISECONDS) {
      const { sentence } = await server.process.exited;
      const reason = lastError(server.process.lastLines());
      throw new StartRefusal(
        `PostgreSQL cannot start on ${clusterDirOf(request.places.homeDir)}: ${reason} (${sentence})`,
      );
    }
    await wait(BUSY_PAUSE_MILLISECONDS);
  }
}

async function tryToStart(request: ServerRequest): Promise<{ process: ServerProcess; answers: boolean }> {
  const { runAs, places, address, settings, strangerPid, log } = request;
  const clusterDir = clusterDirOf(places.homeDir);
  let ready = false;
  const args = ['-D', clusterDir, ...settingsAsArguments(settings)];
  const server = spawnServer({
    call: serverCallAs(runAs, programPath(places.binaries, 'postgres'), args),
    clusterDir,
    pgCtl: programPath(places.binaries, 'pg_ctl'),
    diesWithUs: runAs.deathPrefix.length > 0,
    strangerPid,
    // Until it answers, its lines are about our own knocking; if it never does, the refusal quotes the last one.
    hear: (line) => {
      if (ready) hearServer(line, log);
    },
  });
  const ended = new AbortController();
  void server.exited.then(() => ended.abort());
  try {
    ready = await awaitAnswer({
      connectionString: address.connectionString,
      ended: ended.signal,
      say: (sentence) => log.info(sentence),
      limitMilliseconds: request.recoveryLimitMilliseconds,
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { process: server, answers: ready };
}

/** Its FATAL ends one session only, and that session's client has been told. */
function hearServer(line: string, log: EmbeddedPostgresOptions['log']): void {
  if (line.startsWith('PANIC:')) log.error(`PostgreSQL: ${line}`);
  else log.info(`PostgreSQL: ${line}`);
}
