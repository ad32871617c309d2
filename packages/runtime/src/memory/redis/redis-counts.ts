import { createRequestCounts, windowSeconds, type RequestCounts } from '../../rate-limits/request-counts.ts';
import { redisScript, type RedisLink } from './redis-link.ts';

/** Others learn of what is counted here after so long at the most: nobody waits for it. */
const shareMilliseconds = 250;
/** Of one kind in one minute: 20 MB of Redis. Whoever comes beyond that is counted by each process alone. */
const mostKeys = 200_000;
/** In one question. */
const mostAtOnce = 2_000;

/** Adds to the counts of a minute, and answers what they come to; one that has no room is as it was added. */
const addUp = redisScript(`
local room = tonumber(ARGV[2]) - redis.call('HLEN', KEYS[1])
local totals = {}
for i = 3, #ARGV, 2 do
  local known = redis.call('HEXISTS', KEYS[1], ARGV[i]) == 1
  if known or room > 0 then
    if not known then room = room - 1 end
    totals[#totals + 1] = redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
  else
    totals[#totals + 1] = tonumber(ARGV[i + 1])
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return totals`);

type Known = { mine: number; told: number; others: number };

/**
 * Counts as a process alone does, at once; and tells the others of who asked a lot, from where on the counts of all are added.
 * What others counted in the last quarter of a second is not known yet.
 */
export function createRedisCounts(
  link: RedisLink,
  { name, fromCount }: { readonly name: string; readonly fromCount: number },
): RequestCounts {
  const own = createRequestCounts();
  const windowMilliseconds = windowSeconds * 1000;
  let window = 0;
  let known = new Map<string, Known>();
  let untold = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const share = async (): Promise<void> => {
    timer = undefined;
    const [keys, ofWindow, sharing] = [[...untold].slice(0, mostAtOnce), window, known];
    for (const key of keys) untold.delete(key);
    const added = keys.flatMap((key) => {
      const count = sharing.get(key);
      if (count === undefined) return [];
      const more = { count, key, by: count.mine - count.told };
      count.told = count.mine;
      return [more];
    });
    const totals: unknown = await link.run(
      addUp,
      [`${name}:${ofWindow}`],
      [2 * windowMilliseconds, mostKeys, ...added.flatMap(({ key, by }) => [key, by])],
    );
    for (const [index, { count, by }] of added.entries()) {
      const total: unknown = Array.isArray(totals) ? totals[index] : undefined;
      if (typeof total === 'number') count.others = Math.max(count.others, total - count.told);
      else count.told -= by;
    }
    if (untold.size > 0) later();
  };
  const later = (): void => {
    timer ??= setTimeout(() => void share(), shareMilliseconds).unref();
  };
  return {
    add: (key, nowMilliseconds) => {
      const present = Math.floor(nowMilliseconds / windowMilliseconds);
      if (present !== window) {
        window = present;
        known = new Map();
        untold = new Set();
      }
      const mine = own.add(key, nowMilliseconds);
      if (mine < fromCount) return mine;
      const count = known.get(key) ?? { mine, told: 0, others: 0 };
      count.mine = mine;
      // Bounded as what is counted here is.
      if (known.has(key) || known.size < mostKeys) known.set(key, count);
      untold.add(key);
      later();
      return mine + count.others;
    },
    secondsLeft: (nowMilliseconds) => own.secondsLeft(nowMilliseconds),
    size: () => own.size(),
  };
}
