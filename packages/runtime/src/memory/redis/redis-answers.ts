import type { Answers } from '../answers.ts';
import type { RedisLink } from './redis-link.ts';

/** While Redis is away nothing is found, and whoever asks makes the answer anew. */
export function createRedisAnswers(link: RedisLink, name: string): Answers {
  return {
    find: async (key) => (await link.ask(async (redis) => await redis.get(`${name}:${key}`))) ?? undefined,
    remember: async (key, answer, keptSeconds) => {
      await link.ask(async (redis) => await redis.set(`${name}:${key}`, answer, 'EX', keptSeconds));
    },
  };
}
