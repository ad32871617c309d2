import { describe, expect, it } from 'vitest';
import { keepRunning, type Live } from '../../src/cluster/keep-running.ts';
import type { Replica } from '../../src/cluster/replicas.ts';
import { atOnce, oneByOne, roll } from '../../src/cluster/roll.ts';

const quiet = { say: () => undefined, changed: () => undefined };

/** A process that is none: it starts at once, and ends when it is told to or breaks. */
function inMemory(): { launch: () => Promise<Live>; break: () => void; starts: () => number } {
  let starts = 0;
  let end = (): void => undefined;
  return {
    launch: async () => {
      starts += 1;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      return { processId: starts, ended, stop: async () => end() };
    },
    break: () => end(),
    starts: () => starts,
  };
}

describe('a part of a cluster', () => {
  it('that ends by itself is started again, and one that was stopped is not', async () => {
    const program = inMemory();
    const part = keepRunning({ name: 'qr-1', port: 1, launch: program.launch, ...quiet });
    await part.start();
    program.break();
    await expect.poll(() => part.processId()).toBe(2);
    expect(part.restarts()).toBe(1);
    await part.stop();
    await expect.poll(() => part.processId()).toBe(null);
    expect(program.starts()).toBe(2);
  });
});

describe('replacing processes', () => {
  const [old, new_] = ['/releases/1', '/releases/2'];

  async function twoOf(upstream: string, starts: (name: string, release: string) => void): Promise<Replica[]> {
    const replicas = [1, 2].map((number): Replica => {
      const name = `${upstream}-${number}`;
      const replica: Replica = {
        upstream,
        port: number,
        metricsPort: 10 + number,
        release: old,
        part: keepRunning({
          name,
          port: number,
          ...quiet,
          launch: async () => {
            starts(name, replica.release);
            return await inMemory().launch();
          },
        }),
      };
      return replica;
    });
    for (const { part } of replicas) await part.start();
    return replicas;
  }

  /** To the new release; `given` are the places of qr that Nginx was told, each time. */
  function rollOneByOne(replicas: readonly Replica[]): {
    readonly rolling: Promise<void>;
    readonly given: readonly unknown[];
  } {
    const given: unknown[] = [];
    const rolling = roll({
      replicas,
      turns: oneByOne(replicas),
      release: new_,
      say: () => undefined,
      giveRequestsTo: async (upstreams) => void given.push(upstreams.get('qr')),
    });
    return { rolling, given };
  }

  it('gives one no requests while it is replaced, and its twin all of them', async () => {
    const did: string[] = [];
    const replicas = await twoOf('qr', (name, release) => did.push(`${name} starts from ${release}`));
    did.length = 0;
    await roll({
      replicas,
      turns: oneByOne(replicas),
      release: new_,
      say: () => undefined,
      giveRequestsTo: async (upstreams) => void did.push(`requests to ${upstreams.get('qr')?.join()}`),
    });
    expect(did).toEqual([
      'requests to 2',
      `qr-1 starts from ${new_}`,
      'requests to 1',
      `qr-2 starts from ${new_}`,
      'requests to 1,2',
    ]);
  });

  it('goes back in as few turns as leave everything a twin', async () => {
    const replicas = [...(await twoOf('qr', () => undefined)), ...(await twoOf('auth', () => undefined))];
    const given: string[] = [];
    await roll({
      replicas,
      turns: atOnce(replicas),
      release: new_,
      say: () => undefined,
      giveRequestsTo: async (upstreams) =>
        void given.push(`qr ${upstreams.get('qr')?.join()}, auth ${upstreams.get('auth')?.join()}`),
    });
    expect(given).toEqual(['qr 2, auth 2', 'qr 1, auth 1', 'qr 1,2, auth 1,2']);
    expect(replicas.map(({ release }) => release)).toEqual([new_, new_, new_, new_]);
  });

  it('puts back one that does not start from the new release, and goes no further', async () => {
    const replicas = await twoOf('qr', (_name, release) => {
      if (release === new_) throw new Error('it is broken');
    });
    const { rolling, given } = rollOneByOne(replicas);
    await expect(rolling).rejects.toThrow('qr-1 of /releases/2 does not start: it is broken');
    expect(given).toEqual([[2], [1, 2]]);
    expect(replicas.map(({ release }) => release)).toEqual([old, old]);
    expect(replicas.every(({ part }) => part.processId() !== null)).toBe(true);
  });

  it('tries one that starts neither anew nor as before until it runs, and tells both reasons', async () => {
    let failures = 0;
    const replicas = await twoOf('qr', (_name, release) => {
      if (release === new_) failures = 3;
      failures -= 1;
      if (failures >= 0) throw new Error(`its port is taken, ${failures}`);
    });
    const { rolling, given } = rollOneByOne(replicas);
    await expect(rolling).rejects.toThrow(
      'qr-1 of /releases/2 does not start: its port is taken, 2. Nor as before (qr-1 of /releases/1 does not start: its port is taken, 1)',
    );
    expect(given).toEqual([[2], [1, 2]]);
    await expect.poll(() => replicas[0]?.part.processId(), { timeout: 5_000 }).toBe(1);
    expect(replicas.map(({ release }) => release)).toEqual([old, old]);
  });
});
