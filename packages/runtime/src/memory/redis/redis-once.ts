import type { SeenProofs } from '../../tokens/seen-proofs.ts';
import type { RedisLink } from './redis-link.ts';

/**
 * First each process looks at what it has seen itself, within its limits, so that what all of them keep in Redis is bounded as
 * well; then whether another has seen it. While Redis is away a proof is good once in each process.
 */
export function createRedisOnce(
  link: RedisLink,
  {
    name,
    own,
    keptMilliseconds,
  }: { readonly name: string; readonly own: SeenProofs; readonly keptMilliseconds: number },
): SeenProofs {
  return {
    note: async (key, proof) => {
      if (!(await own.note(key, proof))) return false;
      // An answer of null says that somebody was first; undefined that nobody could be asked.
      const answer = await link.ask(
        async (redis) => await redis.set(`${name}:${key}:${proof}`, '1', 'PX', keptMilliseconds, 'NX'),
      );
      return answer !== null;
    },
  };
}
