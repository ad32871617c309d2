import type { Clock } from '@safiri/kernel';
import { paceWindowMilliseconds, type Pace } from '../pace.ts';
import { redisScript, type RedisLink } from './redis-link.ts';

/** As in a process alone: the instant when all is paid off, or how long it is too early. It forgets itself once it is paid off. */
const pay = redisScript(`
local now, interval, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local before = tonumber(redis.call('GET', KEYS[1]) or now)
local after = math.max(before, now) + interval
local wait = after - now - window
if wait > 0 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now))
return 0`);

/** While Redis is away each process keeps its own, which begins with nothing owed. */
export function createRedisPace(
  link: RedisLink,
  options: { readonly name: string; readonly clock: Clock; readonly own: Pace; readonly mostAMinute: number },
): Pace {
  const { name, clock, own, mostAMinute } = options;
  const interval = paceWindowMilliseconds / mostAMinute;
  return {
    count: async (key) => {
      const wait = await link.run(pay, [`${name}:${key}`], [clock.now().getTime(), interval, paceWindowMilliseconds]);
      return typeof wait === 'number' ? wait : await own.count(key);
    },
  };
}
