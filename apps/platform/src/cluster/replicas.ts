import path from 'node:path';
import { serviceNames } from '@safiri/contracts';
import type { Environment } from '@safiri/runtime/process';
import { freePort } from '@safiri/runtime/servers';
import type { HoldLimits } from '../ticketing-config.ts';
import { keepRunning, type Part } from './keep-running.ts';
import { startNodeProcess } from './node-process.ts';
import type { Upstreams } from './nginx.ts';

/** A process of a service, or of the website: one of several that are alike. */
export type Replica = {
  /** Of the service, or `portal`: what Nginx calls all of them together. */
  readonly upstream: string;
  readonly port: number;
  /** Where Prometheus reads it. */
  readonly metricsPort: number;
  readonly part: Part;
  /** The checkout it runs from, from its next start on. */
  release: string;
};

const programs: ReadonlyMap<string, string> = new Map([
  ...serviceNames.map((name): [string, string] => [name, `services/${name}/src/process.ts`]),
  ['portal', 'apps/platform/src/portal-process.ts'],
]);

const measuredTicketing = 'apps/platform/src/cluster/measured-ticketing-process.ts';

/** As many of each as asked for, not yet started. */
export async function makeReplicas(options: {
  readonly count: number;
  readonly forMeasuring: HoldLimits;
  readonly release: string;
  readonly logFolder: string;
  readonly environmentOf: (upstream: string) => Environment;
  readonly say: (sentence: string) => void;
  readonly changed: () => void;
}): Promise<Replica[]> {
  const replicas: Replica[] = [];
  const taken = new Set<number>();
  for (const [upstream, usualProgram] of programs) {
    const isMeasured = upstream === 'ticketing' && options.forMeasuring.holdLimits === 'none';
    const program = isMeasured ? measuredTicketing : usualProgram;
    for (let number = 1; number <= options.count; number += 1) {
      const [port, metricsPort] = [await freePortBut(taken), await freePortBut(taken)];
      replicas.push(makeReplica({ ...options, upstream, program, name: `${upstream}-${number}`, port, metricsPort }));
    }
  }
  return replicas;
}

async function freePortBut(taken: Set<number>): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (taken.has(port)) continue;
    taken.add(port);
    return port;
  }
}

function makeReplica(
  options: Omit<Parameters<typeof makeReplicas>[0], 'count' | 'forMeasuring'> & {
    readonly upstream: string;
    readonly program: string;
    readonly name: string;
    readonly port: number;
    readonly metricsPort: number;
  },
): Replica {
  const { upstream, program, name, port, metricsPort, environmentOf, logFolder, say, changed } = options;
  const logFile = path.join(logFolder, `${name}.log`);
  const environment = {
    ...environmentOf(upstream),
    PORT: String(port),
    HOST: '127.0.0.1',
    METRICS_PORT: String(metricsPort),
    LOG_FILE: undefined,
  };
  const replica: Replica = {
    upstream,
    port,
    metricsPort,
    release: options.release,
    part: keepRunning({
      name,
      port,
      say,
      changed,
      launch: async () =>
        await startNodeProcess({ program: path.join(replica.release, program), environment, port, logFile }),
    }),
  };
  return replica;
}

/** As Prometheus reads them from a file (`file_sd_configs`), each by the name that `status` shows: an alert says which one it is. */
export function metricsTargetsOf(replicas: readonly Replica[]): string {
  return JSON.stringify(
    replicas.map(({ metricsPort, part }) => ({
      targets: [`127.0.0.1:${metricsPort}`],
      labels: { process: part.name },
    })),
  );
}

/** All replicas, or all but some. */
export function upstreamsOf(replicas: readonly Replica[], without: readonly Replica[] = []): Upstreams {
  return new Map(
    Array.from(
      Map.groupBy(replicas, ({ upstream }) => upstream),
      ([name, all]) => {
        const left = all.filter((replica) => !without.includes(replica));
        // The only one stays: Nginx wants one, and there is nobody else to ask.
        return [name, (left.length === 0 ? all : left).map(({ port }) => port)];
      },
    ),
  );
}
