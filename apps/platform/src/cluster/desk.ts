import { ownRelease, type ClusterSettings } from './cluster-config.ts';
import type { Part } from './keep-running.ts';
import type { Ports } from './ports.ts';
import type { Replica } from './replicas.ts';
import { writeState, type ClusterState } from './state.ts';

/** Where a cluster's supervisor keeps what it knows of its parts; each change is written down for who looks from outside. */
export type Desk = {
  readonly state: () => ClusterState;
  change(what: Partial<Omit<ClusterState, 'parts'>>): void;
  /** A part came or went. */
  readonly changed: () => void;
  addServer(part: Part): void;
  setReplicas(replicas: readonly Replica[]): void;
  /** Resolves when all changes stand in the file. */
  written(): Promise<void>;
};

/** Servers of one's own are where settings say; of ours PostgreSQL says it itself. */
export function deskOf(settings: ClusterSettings, { nginx, redis, rabbit }: Ports): Desk {
  const { CLUSTER_DIR: dir, SAFIRI_MODE: mode } = settings;
  return openDesk(dir, {
    supervisor: process.pid,
    phase: 'starting',
    mode,
    epmdPort: rabbit.epmdPort,
    addresses: {
      gateway: `http://localhost:${nginx.gateway}`,
      portal: `http://localhost:${nginx.portal}`,
      staff: `http://localhost:${nginx.staff}`,
      internal: `http://127.0.0.1:${nginx.internal}`,
    },
    adminUrl: settings.MIGRATION_DATABASE_URL ?? '',
    brokerUrl: settings.BROKER_URL ?? `amqp://guest:guest@127.0.0.1:${rabbit.port}`,
    redisUrl: settings.REDIS_URL ?? `redis://127.0.0.1:${redis}`,
    release: ownRelease,
    previousRelease: ownRelease,
    simulators: [],
    welcome: [],
  });
}

function openDesk(clusterDir: string, first: Omit<ClusterState, 'parts'>): Desk {
  let known = first;
  const servers: Part[] = [];
  let replicas: readonly Replica[] = [];
  let writing = Promise.resolve();
  const state = (): ClusterState => ({
    ...known,
    parts: [
      ...servers.map((part) => factsOf(part, null)),
      ...replicas.map(({ part, release }) => factsOf(part, release)),
    ],
  });
  const changed = (): void => {
    const now = state();
    writing = writing.then(async () => await writeState(clusterDir, now)).catch(() => undefined);
  };
  return {
    state,
    changed,
    change: (what) => {
      known = { ...known, ...what };
      changed();
    },
    addServer: (part) => {
      servers.push(part);
    },
    setReplicas: (made) => {
      replicas = made;
    },
    written: async () => await writing,
  };
}

function factsOf(part: Part, release: string | null): ClusterState['parts'][number] {
  return { name: part.name, processId: part.processId(), port: part.port, release, restarts: part.restarts() };
}
