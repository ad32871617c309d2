import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import type { Environment } from '@safiri/runtime/process';
import { asRole, backupPlaces } from '../open-database.ts';
import { environmentOfServices } from '../environment.ts';
import { forgetRunning, rememberRunning } from '../running-file.ts';
import { ensureSecrets, type Secrets } from '../secrets.ts';
import type { HoldLimits } from '../ticketing-config.ts';
import { companiesNamed } from '../simulated-companies.ts';
import { startSimulators, type RunningSimulator } from '../simulators.ts';
import { welcomeLines } from '../welcome.ts';
import { ownRelease, type ClusterSettings } from './cluster-config.ts';
import { deskOf, type Desk } from './desk.ts';
import { keepAssets } from './keep-assets.ts';
import { keepRunning, type Live } from './keep-running.ts';
import { loadDemoInto } from './load-demo-into.ts';
import { layFiles, startNginx, writeUpstreams } from './nginx.ts';
import { choosePorts, type Ports } from './ports.ts';
import { environmentOfPortal, environmentsOfServices, type Given } from './process-environments.ts';
import { reloadNginx } from './reload-nginx.ts';
import { makeReplicas, metricsTargetsOf, upstreamsOf, type Replica } from './replicas.ts';
import { atOnce, migrateFor, oneByOne, roll, type RollOptions } from './roll.ts';
import { launchPostgres, launchRabbit, launchRedis } from './servers.ts';
import { sideBySide } from './side-by-side.ts';
import type { ClusterState } from './state.ts';

type Say = (sentence: string) => void;

export type Cluster = {
  readonly state: () => ClusterState;
  /** Replaces all processes by those of a checkout, one by one. */
  roll(release: string): Promise<void>;
  /** Goes back to the checkout that ran before, twins after one another. */
  rollBack(): Promise<void>;
  stop(): Promise<void>;
};

export type ClusterOptions = {
  readonly settings: ClusterSettings;
  readonly environment: Environment;
  readonly say: Say;
  /** What code alone can ask for, and no setting. */
  readonly forMeasuring?: HoldLimits;
};

type GiveRequestsTo = RollOptions['giveRequestsTo'];

/** What the steps of a start have in common. */
type Building = ClusterOptions & {
  readonly dir: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly desk: Desk;
  /** What undoes the start, done from its end. */
  readonly cleanUp: (() => Promise<void>)[];
};

/** Starts everything, or leaves nothing running. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const cleanUp: Building['cleanUp'] = [];
  const stop = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).toReversed()) await step();
  };
  try {
    const dir = options.settings.CLUSTER_DIR;
    await mkdir(path.join(dir, 'logs'), { recursive: true, mode: 0o700 });
    const ports = await choosePorts(options.settings);
    const building = {
      ...options,
      dir,
      ports,
      secrets: await ensureSecrets(dir),
      desk: deskOf(options.settings, ports),
      cleanUp,
    };
    return { ...(await build(building)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(building: Building): Promise<Omit<Cluster, 'stop'>> {
  const { settings, say, desk, dir, cleanUp } = building;
  const publicUrl = settings.PUBLIC_URL ?? desk.state().addresses.portal;
  const [simulators] = await Promise.all([startSimulatedWorld(building, publicUrl), startServers(building)]);
  const given = givenTo(building, { publicUrl, simulators });
  const replicas = await replicasOf(building, given);
  const giveRequestsTo = await startGateway(building, replicas);
  await startReplicas(replicas, say);
  const logins = await loadDemoInto({ ...building, environment: given.environment, state: desk.state() });
  await rememberRunning(dir, { adminUrl: desk.state().adminUrl, address: publicUrl });
  cleanUp.push(async () => await forgetRunning(dir));
  const development = settings.SAFIRI_MODE === 'development';
  desk.change({
    phase: 'running',
    simulators: simulators.map(({ company, url }) => ({ name: company.name, url })),
    welcome: [
      ...welcomeLines({ publicUrl, simulators, development, logins, portal: true, stopBy: 'npm run cluster -- stop' }),
      ...besides(desk.state(), dir),
    ],
  });
  await desk.written();
  return { state: desk.state, ...rollingOf(building, { replicas, giveRequestsTo }) };
}

function rollingOf(
  building: Building,
  { replicas, giveRequestsTo }: { readonly replicas: readonly Replica[]; readonly giveRequestsTo: GiveRequestsTo },
): Pick<Cluster, 'roll' | 'rollBack'> {
  const { desk, say, dir } = building;
  const whileRolling = async (work: () => Promise<void>): Promise<void> => {
    const { phase } = desk.state();
    if (phase !== 'running') throw new StartRefusal(`The cluster is ${phase}: wait until it runs.`);
    desk.change({ phase: 'rolling' });
    await work().finally(() => desk.change({ phase: 'running' }));
  };
  const replaceBy = async (release: string, turns: RollOptions['turns']): Promise<void> => {
    const gateway = path.join(dir, 'nginx');
    for (const served of [desk.state().release, release]) await keepAssets(gateway, served);
    await layFiles(gateway, release);
    // Said first, so that whoever is stopped half-way by a broken release can go back from it.
    desk.change({ release, previousRelease: desk.state().release });
    await roll({ replicas, turns, release, giveRequestsTo, say });
  };
  return {
    roll: async (release) =>
      await whileRolling(async () => {
        await migrate(building, release);
        await replaceBy(release, oneByOne(replicas));
      }),
    // The database stays as it is: a release works with the migrations of the next one.
    rollBack: async () =>
      await whileRolling(async () => await replaceBy(desk.state().previousRelease, atOnce(replicas))),
  };
}

function besides({ addresses, brokerUrl }: ClusterState, dir: string): string[] {
  return [
    `  The API alone    ${addresses.gateway}`,
    `  The staff area   ${addresses.staff}`,
    `  Commands beside  SAFIRI_DATA_DIR=${dir} BROKER_URL=${brokerUrl} npm run audit`,
    '',
  ];
}

async function startSimulatedWorld(building: Building, publicUrl: string): Promise<readonly RunningSimulator[]> {
  const { settings, environment, dir, cleanUp } = building;
  if (settings.SAFIRI_MODE !== 'development') return [];
  const companies = companiesNamed(settings.SAFIRI_SIMULATORS);
  const fixedPorts = settings.PORTAL_PORT !== 0;
  const running = await startSimulators(companies, { dataDir: dir, fixedPorts, publicUrl, environment });
  cleanUp.push(async () => void (await Promise.all(running.map(async (simulator) => await simulator.stop()))));
  return running;
}

/** Those that nobody named. RabbitMQ takes longest; the database is migrated meanwhile. */
async function startServers(building: Building): Promise<void> {
  const { dir, ports, desk, say, settings } = building;
  const backups = backupPlaces({ ...settings, SAFIRI_DATA_DIR: dir });
  const inFolder = (name: string): string => path.join(dir, name);
  const database = async (): Promise<void> => {
    if (settings.MIGRATION_DATABASE_URL === undefined)
      await keep(building, { name: 'postgresql', port: null }, async () => {
        const server = await launchPostgres(inFolder('postgresql'), { backups, say });
        desk.change({ adminUrl: server.adminUrl });
        return server;
      });
    await migrate(building, ownRelease);
    say('The database is migrated.');
  };
  const broker = async (): Promise<void> =>
    await keep(building, { name: 'rabbitmq', port: ports.rabbit.port }, async () => {
      return await launchRabbit(inFolder('rabbitmq'), ports.rabbit);
    });
  const memory = async (): Promise<void> =>
    await keep(building, { name: 'redis', port: ports.redis }, async () => {
      return await launchRedis(inFolder('redis'), ports.redis);
    });
  await Promise.all([
    settings.BROKER_URL === undefined ? broker() : undefined,
    settings.REDIS_URL === undefined ? memory() : undefined,
    database(),
  ]);
}

async function keep(
  { desk, say, cleanUp }: Building,
  { name, port }: { readonly name: string; readonly port: number | null },
  launch: () => Promise<Live>,
): Promise<void> {
  const part = keepRunning({ name, port, launch, say, changed: desk.changed });
  desk.addServer(part);
  cleanUp.push(async () => await part.stop());
  await part.start();
  say(`${name} runs.`);
}

async function migrate({ desk, secrets, environment }: Building, release: string): Promise<void> {
  await migrateFor(release, {
    PATH: environment['PATH'],
    MIGRATION_DATABASE_URL: desk.state().adminUrl,
    ROLE_PASSWORDS: JSON.stringify(secrets.databasePasswords),
  });
}

function givenTo(
  { settings, environment, secrets, desk, dir }: Building,
  { publicUrl, simulators }: { readonly publicUrl: string; readonly simulators: readonly RunningSimulator[] },
): Given {
  const { adminUrl, brokerUrl, redisUrl, addresses } = desk.state();
  return {
    environment: environmentOfServices(environment, { PUBLIC_URL: publicUrl }, { secrets, publicUrl, simulators }),
    mode: settings.SAFIRI_MODE,
    secrets,
    databaseUrlOf: (schema) => asRole(adminUrl, schema, secrets),
    brokerUrl,
    redisUrl,
    peersUrl: addresses.internal,
    compileCache: path.join(dir, 'compiled'),
  };
}

async function replicasOf(building: Building, given: Given): Promise<readonly Replica[]> {
  const { settings, dir, say, desk, cleanUp, forMeasuring = {} } = building;
  const environments = new Map<string, Environment>([
    ...(await environmentsOfServices(path.join(dir, 'secrets'), given)),
    ['portal', environmentOfPortal(given)],
  ]);
  const replicas = await makeReplicas({
    count: settings.REPLICAS,
    forMeasuring,
    release: ownRelease,
    logFolder: path.join(dir, 'logs'),
    environmentOf: (upstream) => environments.get(upstream) ?? {},
    say,
    changed: desk.changed,
  });
  desk.setReplicas(replicas);
  const { METRICS_TARGETS_FILE: targets = path.join(dir, 'prometheus-targets.json') } = settings;
  // Prometheus is somebody else, who may read it, and does so whenever it changes: in one piece, then.
  const draft = `${targets}.part`;
  await writeFile(draft, metricsTargetsOf(replicas), { mode: 0o644 });
  await rename(draft, targets);
  cleanUp.push(async () => void (await Promise.all(replicas.map(async ({ part }) => await part.stop()))));
  return replicas;
}

/** Answers how Nginx is told whom to give requests to. */
async function startGateway(building: Building, replicas: readonly Replica[]): Promise<GiveRequestsTo> {
  const { dir, ports, desk } = building;
  const folder = path.join(dir, 'nginx');
  let upstreams = upstreamsOf(replicas);
  await keep(building, { name: 'nginx', port: ports.nginx.gateway }, async () => {
    return await startNginx({ folder, release: desk.state().release, ports: ports.nginx, upstreams });
  });
  return async (wanted) => {
    upstreams = wanted;
    await writeUpstreams(folder, wanted);
    const processId = desk.state().parts.find(({ name }) => name === 'nginx')?.processId;
    // One that is just being started again reads the file by itself.
    if (typeof processId === 'number') await reloadNginx(processId);
  };
}

/** Twins after one another, so that the second ones find everything translated. */
async function startReplicas(replicas: readonly Replica[], say: Say): Promise<void> {
  let ready = 0;
  await sideBySide(atOnce(replicas).flat(), async ({ part }) => {
    await part.start();
    ready += 1;
    say(`${part.name} is ready (${ready} of ${replicas.length}).`);
  });
}
