import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createLog, startTelemetry } from '@safiri/runtime';
import { lookAtHost, mountHealth, type Environment } from '@safiri/runtime/process';
import { compose, prepareDatabase, type ComposeOptions, type Platform } from './compose.ts';
import { setWebsiteEnvironment, type PlatformSettings } from './config.ts';
import { loadDemo } from './demo/load-demo.ts';
import { mountDocuments } from './documents.ts';
import { environmentOfServices } from './environment.ts';
import { openDatabase } from './open-database.ts';
import { reservePort } from './port.ts';
import { loadPortal, mountPortal, portalIsBuilt, type Pages } from './portal.ts';
import { ensureSecrets } from './secrets.ts';
import { forgetRunning, rememberRunning } from './running-file.ts';
import { companiesNamed } from './simulated-companies.ts';
import { startSimulators, type RunningSimulator } from './simulators.ts';
import { welcomeLines } from './welcome.ts';

export type StartOptions = {
  readonly settings: PlatformSettings;
  readonly environment: Environment;
  readonly say: (sentence: string) => void;
} & Pick<ComposeOptions, 'forMeasuring'>;

export type RunningPlatform = Platform & {
  readonly address: string;
  readonly databaseUrl: string;
  /** Addresses and development logins, line by line. */
  readonly welcome: readonly string[];
  readonly databaseEnded: Promise<void> | undefined;
};

/** The whole product in this process: database, services, pages, and in development the simulated outside world. */
export async function startPlatform(options: StartOptions): Promise<RunningPlatform> {
  const { settings, say, forMeasuring } = options;
  const development = settings.SAFIRI_MODE === 'development';
  const dataDir = path.resolve(settings.SAFIRI_DATA_DIR);
  const port = await reservePort(settings.PORT, settings.HOST);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const cleanUp: (() => Promise<void>)[] = [];
  const undo = async (): Promise<void> => {
    for (const step of cleanUp.toReversed()) await step();
  };
  try {
    const secrets = await ensureSecrets(dataDir);
    const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${port}`;
    // They take a second or two and wait for nobody. Why one did not start is said where it is waited for.
    const starting = startSimulatedWorld(options, { dataDir, publicUrl });
    starting.catch(() => undefined);
    cleanUp.push(async () => {
      for (const simulator of await starting.catch(() => [])) await simulator.stop();
    });
    const website = loadWebsite(port, settings.SAFIRI_MODE);
    say('Starting the database…');
    const database = await openDatabase(settings, secrets, say);
    cleanUp.push(() => database.close());
    await prepareDatabase(database, secrets, say);
    const destination = settings.LOG_FILE ?? path.join(dataDir, 'logs', 'safiri.log');
    const log = createLog({ level: settings.LOG_LEVEL, destination });
    const telemetry = await startTelemetry(settings, { name: 'safiri', log });
    cleanUp.push(() => telemetry.stop());
    say('Starting the services…');
    const simulators = await starting;
    const environment = environmentOfServices(options.environment, settings, { secrets, publicUrl, simulators });
    const atTheDoor = { trustedProxies: settings.TRUSTED_PROXIES, rateLimits: settings };
    const made = { database, secrets, environment, development, drivers: settings, log };
    const platform = await compose({ ...made, ...atTheDoor, forMeasuring });
    cleanUp.push(() => platform.stop());
    telemetry.watch(platform);
    const phase = { isStarted: false, isLeaving: false };
    mountHealth(platform.app, phase, async () => await lookAtHost(platform));
    await mountDocuments(platform.app, { development });
    const pages = await website;
    if (pages !== undefined) await mountPortal(platform.app, pages);
    await platform.app.listen({ port, host: settings.HOST });
    await platform.startWork();
    phase.isStarted = true;
    const logins = development && settings.SAFIRI_DEMO === 'on' ? await loadDemo(platform, say) : [];
    await rememberRunning(dataDir, { adminUrl: database.adminUrl, address: publicUrl });
    cleanUp.push(() => forgetRunning(dataDir));
    return {
      ...platform,
      address: publicUrl,
      databaseUrl: database.adminUrl,
      databaseEnded: database.ended,
      welcome: welcomeLines({ publicUrl, simulators, development, logins, portal: pages !== undefined }),
      stop: undo,
    };
  } catch (error) {
    await undo();
    throw error;
  }
}

/** None where nothing outside is simulated. */
async function startSimulatedWorld(
  { settings, environment }: StartOptions,
  parts: { readonly dataDir: string; readonly publicUrl: string },
): Promise<readonly RunningSimulator[]> {
  if (settings.SAFIRI_MODE !== 'development') return [];
  const companies = companiesNamed(settings.SAFIRI_SIMULATORS);
  return await startSimulators(companies, { ...parts, fixedPorts: settings.PORT !== 0, environment });
}

/** Undefined while the website has not been built. */
async function loadWebsite(port: number, mode: PlatformSettings['SAFIRI_MODE']): Promise<Pages | undefined> {
  if (!portalIsBuilt()) return undefined;
  setWebsiteEnvironment(`http://127.0.0.1:${port}`, mode);
  return await loadPortal();
}
