import type { Clock } from '@safiri/kernel';
import type { Log } from '../../log.ts';
import { createSeenProofs } from '../../tokens/seen-proofs.ts';
import type { Memory } from '../memory.ts';
import { createPace } from '../pace.ts';
import { createSeatLock } from '../seat-lock.ts';
import { createRedisAnswers } from './redis-answers.ts';
import { createRedisCounts } from './redis-counts.ts';
import { createRedisFanOut } from './redis-fan-out.ts';
import { connectRedis, type RedisLink } from './redis-link.ts';
import { createRedisLockNode } from './redis-lock-node.ts';
import { createRedisOnce } from './redis-once.ts';
import { createRedisPace } from './redis-pace.ts';

export type RedisMemoryOptions = {
  readonly url: string;
  /** Independent servers of seat locks; left out, the one above alone. */
  readonly lockUrls?: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** The first word of all names, where several products share a server. */
  readonly product?: string;
  readonly patienceMilliseconds?: number;
};

/** What processes know together by Redis. Need not be there when we start, nor all the time. */
export function connectRedisMemory(options: RedisMemoryOptions): Memory {
  const { url, clock, log, product = 'safiri', lockUrls = [], patienceMilliseconds } = options;
  const connect = (to: string): RedisLink => connectRedis({ url: to, log, patienceMilliseconds });
  const link = connect(url);
  const lockLinks = lockUrls.length === 0 ? [link] : lockUrls.map(connect);
  return {
    makeCounts: (name, { fromCount }) => createRedisCounts(link, { name: `${product}:count:${name}`, fromCount }),
    makeOnce: (name, limits) =>
      createRedisOnce(link, {
        name: `${product}:once:${name}`,
        own: createSeenProofs(clock, limits),
        keptMilliseconds: limits.keptMilliseconds,
      }),
    makePace: (name, limits) =>
      createRedisPace(link, {
        name: `${product}:pace:${name}`,
        clock,
        own: createPace(clock, limits),
        mostAMinute: limits.mostAMinute,
      }),
    answers: createRedisAnswers(link, `${product}:answer`),
    fanOut: createRedisFanOut(link, `${product}:heard`),
    seatLock: createSeatLock(lockLinks.map((each) => createRedisLockNode(each, `${product}:seat`))),
    isShared: () => link.isUp(),
    stop: async () => {
      await Promise.all([link, ...lockLinks].map(async (each) => await each.stop()));
    },
  };
}
