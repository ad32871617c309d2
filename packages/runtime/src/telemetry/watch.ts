import type { Broker } from '../events/broker.ts';
import type { Memory } from '../memory/memory.ts';
import type { Measured, Service } from '../service.ts';
import { gauge } from './metrics.ts';
import { readServiceState } from './service-state.ts';

/** What a process was composed of. */
export type Watched = {
  readonly services: readonly Service[];
  readonly broker: Broker;
  readonly memory: Memory;
};

/** Looking costs each service a short transaction: several readers see one look. */
const freshMilliseconds = 5_000;

const connections = gauge({
  name: 'safiri_database_connections',
  help: 'Connections of a service to its database, by what they do',
  labels: ['service', 'state'],
});
const waiting = gauge({
  name: 'safiri_database_waiting',
  help: 'Transactions of a service that wait for a connection',
  labels: ['service'],
});
const databaseUp = gauge({
  name: 'safiri_database_up',
  help: 'Whether a service reached its database when it was last looked at',
  labels: ['service'],
});
const dependencyUp = gauge({
  name: 'safiri_dependency_up',
  help: 'Whether the broker answers, and Redis where there is one',
  labels: ['dependency'],
});
const queued = gauge({
  name: 'safiri_queue_messages',
  help: 'Messages in the queue of a service: waiting to be taken, or dead',
  labels: ['queue', 'state'],
});
const queueAge = gauge({
  name: 'safiri_queue_oldest_seconds',
  help: 'How long the oldest waiting message has been in its queue, where the broker tells',
  labels: ['queue'],
});

/** Looks at the state of what was composed, at most every few seconds. Never fails: what does not answer is shown as down. */
export function createLook(
  { services, broker, memory }: Watched,
  { sharesMemory }: { readonly sharesMemory: boolean },
): () => Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<unknown> | undefined;
  const look = async (): Promise<unknown> => await Promise.all([...services.map(lookAtService), lookAtBroker(broker)]);
  return async () => {
    if (looking === undefined && performance.now() - lookedAt < freshMilliseconds) return;
    if (sharesMemory) dependencyUp.set({ dependency: 'redis' }, memory.isShared() ? 1 : 0);
    looking ??= look().finally(() => {
      lookedAt = performance.now();
      looking = undefined;
    });
    await looking;
  };
}

async function lookAtService(service: Service): Promise<void> {
  const { name, db } = service;
  const { totalCount, idleCount, waitingCount } = db.pool;
  connections.set({ service: name, state: 'busy' }, totalCount - idleCount);
  connections.set({ service: name, state: 'idle' }, idleCount);
  waiting.set({ service: name }, waitingCount);
  try {
    shown.set(name, (await readServiceState(service)).map(show));
    databaseUp.set({ service: name }, 1);
  } catch {
    // Its log says why, wherever somebody needed it. What was seen before says nothing of now.
    for (const { made, labels } of shown.get(name) ?? []) made.remove(labels);
    databaseUp.set({ service: name }, 0);
  }
}

async function lookAtBroker(broker: Broker): Promise<void> {
  try {
    for (const { queue, waiting: messages, dead, oldestSeconds } of await broker.measure()) {
      queued.set({ queue, state: 'waiting' }, messages);
      queued.set({ queue, state: 'dead' }, dead);
      if (oldestSeconds !== undefined) queueAge.set({ queue }, oldestSeconds);
    }
    dependencyUp.set({ dependency: 'broker' }, 1);
  } catch {
    queued.reset();
    queueAge.reset();
    dependencyUp.set({ dependency: 'broker' }, 0);
  }
}

type Shown = { readonly made: ReturnType<typeof gauge<string>>; readonly labels: Readonly<Record<string, string>> };
/** What was shown of each service last. */
const shown = new Map<string, readonly Shown[]>();
const gauges = new Map<string, Shown['made']>();

/** A number that a service names is made a metric when it is first said; whoever says it always gives it the same labels. */
function show({ name, help, labels = {}, value }: Measured): Shown {
  const made = gauges.get(name) ?? gauge({ name, help, labels: Object.keys(labels) });
  gauges.set(name, made);
  made.set(labels, value);
  return { made, labels };
}
