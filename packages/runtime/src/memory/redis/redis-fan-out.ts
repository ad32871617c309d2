import type { FanOut } from '../fan-out.ts';
import type { RedisLink } from './redis-link.ts';

export function createRedisFanOut(link: RedisLink, name: string): FanOut {
  return {
    tell: async (channel, text) => {
      await link.ask(async (redis) => await redis.publish(`${name}:${channel}`, text));
    },
    listen: ({ channel, heard, began }) => {
      const full = `${name}:${channel}`;
      const listener = link.openListener();
      listener.on('message', (_channel: string, text: string) => heard(text));
      // Asked for on every connection anew, so that who listens knows each time that nothing was heard before.
      listener.on('ready', () => void listener.subscribe(full).then(began, () => undefined));
      return { stop: async () => listener.disconnect() };
    },
  };
}
