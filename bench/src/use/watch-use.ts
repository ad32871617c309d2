import { watchCores, type CoreUse } from './core-use.ts';
import { cpuSecondsOf, cpuSecondsOfFamily } from './cpu-time.ts';
import { memoryBytesOf } from './memory.ts';

/** What a run cost the machine; what the system does not say is undefined. */
export type Use = {
  /** Processor time of PostgreSQL with all its sessions. */
  readonly postgresSeconds: number | undefined;
  /** Of the process that answers, where one stands between clients and PostgreSQL. */
  readonly service?: {
    readonly cpuSeconds: number | undefined;
    /** At the end of the run. */
    readonly memoryBytes: number | undefined;
    readonly cores: CoreUse | undefined;
  };
  /** Of the process that asks. */
  readonly generator?: { readonly cores: CoreUse | undefined };
};

export type Watched = { readonly postmaster: number; readonly service?: number; readonly generator?: number };

/** Begins to watch processes by their ids; the answer ends it. */
export async function watchUse({ postmaster, service, generator }: Watched): Promise<() => Promise<Use>> {
  const read = async () =>
    await Promise.all([cpuSecondsOfFamily(postmaster), service === undefined ? undefined : cpuSecondsOf(service)]);
  const [serviceCores, generatorCores] = await Promise.all(
    [service, generator].map(async (id) => (id === undefined ? async () => undefined : await watchCores(id))),
  );
  const before = await read();
  return async () => {
    const after = await read();
    return {
      postgresSeconds: difference(after[0], before[0]),
      ...(service === undefined
        ? {}
        : {
            service: {
              cpuSeconds: difference(after[1], before[1]),
              memoryBytes: await memoryBytesOf(service),
              cores: await serviceCores?.(),
            },
          }),
      ...(generator === undefined ? {} : { generator: { cores: await generatorCores?.() } }),
    };
  };
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before;
}
