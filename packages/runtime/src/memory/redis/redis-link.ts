import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Log } from '../../log.ts';

/** Asks one Redis, and never waits for one that is away. */
export type RedisLink = {
  /** Undefined where there is no answer in time: then each process goes on with what it knows itself. */
  run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  ask<Answer>(question: (redis: Redis) => Promise<Answer>): Promise<Answer | undefined>;
  isUp(): boolean;
  /** A connection of its own for who listens: nothing else may be sent on it. */
  openListener(): Redis;
  stop(): Promise<void>;
};

export type RedisScript = { readonly text: string; readonly sha1: string };

export function redisScript(text: string): RedisScript {
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}

/** A quarter of what a hold may take on a bad day; on a good one it answers within a millisecond. */
const answerMilliseconds = 250;
/** After a question without an answer nobody asks for so long: who sells must not wait for it each time. */
const restMilliseconds = 1_000;
/** One that hangs keeps its connections: without a question now and then, whoever has none would call it up. */
const lookMilliseconds = 5_000;
const connectMilliseconds = 2_000;
const firstRetryMilliseconds = 50;
const longestRetryMilliseconds = 2_000;

export type RedisOptions = {
  readonly url: string;
  readonly log: Log;
  /** How long an answer is waited for; tests on a busy machine have more. */
  readonly patienceMilliseconds?: number | undefined;
};

export function connectRedis({ url, log, patienceMilliseconds = answerMilliseconds }: RedisOptions): RedisLink {
  const settings = {
    connectTimeout: connectMilliseconds,
    keepAlive: 10_000,
    retryStrategy: (times: number) =>
      Math.min(longestRetryMilliseconds, firstRetryMilliseconds * 2 ** Math.min(times, 6)),
  };
  const redis = new Redis(url, {
    ...settings,
    commandTimeout: patienceMilliseconds,
    // A connection on which nothing comes back is made anew.
    socketTimeout: connectMilliseconds + patienceMilliseconds,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  const health = createHealth(log, new URL(url).host);
  redis.on('error', (error: unknown) => health.failed(error));
  redis.on('close', () => health.failed(undefined));
  redis.on('ready', () => health.answered());
  const listeners: Redis[] = [];
  const ask: RedisLink['ask'] = async (question) => {
    if (redis.status !== 'ready' || health.rests()) return undefined;
    try {
      const answer = await question(redis);
      health.answered();
      return answer;
    } catch (error) {
      health.failed(error);
      health.rest();
      return undefined;
    }
  };
  const look = setInterval(() => void ask(async (open) => await open.ping()), lookMilliseconds).unref();
  return {
    ask,
    run: async (script, keys, args) => await ask(async (open) => await runScript(open, script, { keys, args })),
    isUp: () => redis.status === 'ready' && !health.rests() && !health.isAway(),
    openListener: () => {
      const listener = new Redis(url, { ...settings, maxRetriesPerRequest: null });
      listener.on('error', () => undefined);
      listeners.push(listener);
      return listener;
    },
    stop: async () => {
      clearInterval(look);
      health.stop();
      for (const each of [redis, ...listeners]) each.disconnect();
    },
  };
}

async function runScript(
  redis: Redis,
  { text, sha1 }: RedisScript,
  { keys, args }: { readonly keys: readonly string[]; readonly args: readonly (string | number)[] },
): Promise<unknown> {
  try {
    return await redis.evalsha(sha1, keys.length, ...keys, ...args);
  } catch (error) {
    // One that was started anew knows no scripts.
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await redis.eval(text, keys.length, ...keys, ...args);
  }
}

/** Says once that it is away and once that it is back. */
function createHealth(
  log: Log,
  host: string,
): {
  answered(): void;
  failed(error: unknown): void;
  rest(): void;
  rests(): boolean;
  isAway(): boolean;
  stop(): void;
} {
  let away = false;
  let isOver = false;
  let resting: NodeJS.Timeout | undefined;
  return {
    answered: () => {
      if (away) log.info({ host }, 'redis is back: processes share counts, proofs and locks');
      away = false;
    },
    failed: (error) => {
      if (!away && !isOver)
        log.warn({ err: error, host }, 'redis is away: each process counts for itself until it is back');
      away = true;
    },
    rest: () => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        resting = undefined;
      }, restMilliseconds).unref();
    },
    rests: () => resting !== undefined,
    isAway: () => away,
    stop: () => {
      isOver = true;
      clearTimeout(resting);
    },
  };
}
