import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId, systemClock } from '@safiri/kernel';
import { inTheEnd, scratchRedis, type ScratchRedis } from '@safiri/testkit/servers';
import { connectRedisMemory, createLog, createOwnLockNode, createSeatLock, type Memory } from '../../src/index.ts';

import { describeSeatLock, type SeatLockDriver } from './seat-lock-suite.ts';

const log = createLog({ level: 'silent', service: 'runtime' });

function inMemory(count: number): SeatLockDriver {
  return {
    name: `a lock of seats on ${count} nodes in memory`,
    open: async () => {
      const nodes = Array.from({ length: count }, () => createOwnLockNode(() => performance.now()));
      return { one: createSeatLock(nodes), other: createSeatLock(nodes), close: async () => undefined };
    },
  };
}

describeSeatLock(inMemory(1));
describeSeatLock(inMemory(3));

const missing = inject('redis')?.missing;
const servers: ScratchRedis[] = [];
beforeAll(async () => {
  if (missing !== undefined) return;
  for (const server of await Promise.all([scratchRedis(), scratchRedis(), scratchRedis()]))
    if (!('missing' in server)) servers.push(server);
});
afterAll(async () => {
  await Promise.all(servers.map(async (server) => await server.stop()));
});

/** Processes whose locks are on the first `count` servers. */
async function connect(count: number, product: string): Promise<Memory> {
  const [url = '', ...more] = servers.slice(0, count).map((server) => server.url);
  const memory = connectRedisMemory({
    url,
    lockUrls: more.length > 0 ? [url, ...more] : [],
    clock: systemClock,
    log,
    product,
    patienceMilliseconds: 5_000,
  });
  await inTheEnd(async () => expect(memory.isShared()).toBe(true));
  return memory;
}

function onRedis(count: number): SeatLockDriver {
  return {
    name: `a lock of seats on ${count} of Redis`,
    open: async () => {
      const product = `t${newId()}`;
      const [one, other] = await Promise.all([connect(count, product), connect(count, product)]);
      return {
        one: one.seatLock,
        other: other.seatLock,
        close: async () => void (await Promise.all([one.stop(), other.stop()])),
      };
    },
  };
}

describe.skipIf(missing !== undefined)(`Redis${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  describeSeatLock(onRedis(1));
  describeSeatLock(onRedis(3));

  it('a lock of seats outlives one node of three, and without two of them everybody asks the database', async () => {
    const driver = onRedis(3);
    const { one, other, close } = await driver.open();
    const wish = (seat: number) => ({
      seats: [{ tripId: 1, seat, from: 0, to: 1 }],
      holdId: newId(),
      ownerId: newId(),
    });
    await servers[2]?.kill();
    await inTheEnd(async () => {
      const first = await one.take(wish(1));
      const second = other.take(wish(1));
      if (first.kind === 'ask') await first.done(true);
      expect(await second).toMatchObject({ kind: 'lost' });
    });
    await servers[1]?.kill();
    const first = await one.take(wish(2));
    const second = other.take(wish(2));
    if (first.kind === 'ask') await first.done(true);
    expect(await second).toMatchObject({ kind: 'ask' });
    await close();
  });
});
