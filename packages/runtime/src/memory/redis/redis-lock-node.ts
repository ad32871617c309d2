import type { HeldKey, LockNode } from '../seat-lock.ts';
import { lockMilliseconds } from '../seat-lock.ts';
import { redisScript, type RedisLink } from './redis-link.ts';

/** All or none: answers the places of keys that others have, with their tokens, and takes nothing then. */
const takeAll = redisScript(`
local held = {}
for i, key in ipairs(KEYS) do
  local token = redis.call('GET', key)
  if token and token ~= ARGV[1] then
    held[#held + 1] = i - 1
    held[#held + 1] = token
  end
end
if #held == 0 then
  for _, key in ipairs(KEYS) do redis.call('SET', key, ARGV[1], 'PX', ARGV[2]) end
end
return held`);

/** The first key is of the hold's own; only what still is the token's is deleted. */
const giveBackAll = redisScript(`
for i = 2, #KEYS do
  if redis.call('GET', KEYS[i]) == ARGV[1] then redis.call('DEL', KEYS[i]) end
end
if ARGV[2] == '1' then redis.call('SET', KEYS[1], '1', 'PX', ARGV[3]) end
return 1`);

export function createRedisLockNode(link: RedisLink, name: string): LockNode {
  const keyOf = (leg: string): string => `${name}:leg:${leg}`;
  const fateKey = (token: string): string => `${name}:won:${token}`;
  return {
    take: async (legs, token, milliseconds) => {
      const answer: unknown = await link.run(takeAll, legs.map(keyOf), [token, milliseconds]);
      return Array.isArray(answer) ? heldIn(answer) : undefined;
    },
    giveBack: async (legs, token, won) => {
      await link.run(giveBackAll, [fateKey(token), ...legs.map(keyOf)], [token, won ? '1' : '0', lockMilliseconds]);
    },
    fateOf: async (leg, token) => {
      const answer = await link.ask(async (redis) => await redis.mget(fateKey(token), keyOf(leg)));
      if (answer === undefined) return undefined;
      const [won, holder] = answer;
      if (won === '1') return 'won';
      return holder === token ? 'deciding' : 'gone';
    },
  };
}

/** Index, token, index, token … */
function heldIn(answer: readonly unknown[]): HeldKey[] {
  return answer.flatMap((token, place) =>
    place % 2 === 1 ? [{ index: Number(answer[place - 1]), token: String(token) }] : [],
  );
}
