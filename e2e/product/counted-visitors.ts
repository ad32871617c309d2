import { createClient, type Client } from '@safiri/client';

/**
 * Visitors whose requests are counted. They are as honest as those of real life: calls go by the client library, which
 * repeats what is safe to repeat when a line breaks before an answer, and pages are read as browsers read them, which ask
 * for a page again when a connection that was kept is closed as they use it. What fails in spite of that has failed.
 */
export type CountedVisitors = {
  readonly clientOf: (accessToken?: string) => Client;
  /** Reads a page, and files that it names. */
  view(path: string): Promise<void>;
  /** Calls that were answered by nobody or with a fault of ours, and pages and files that did not come: what, and how. */
  readonly failures: readonly string[];
  /** As they went over the line. */
  readonly requests: () => number;
  /** Of them, those whose line broke. */
  readonly broken: () => number;
};

const faultsOfOurs: ReadonlySet<string> = new Set(['NO_ANSWER', 'UNAVAILABLE', 'OVERLOADED', 'INTERNAL']);
/** As the client library has it. */
const mostTries = 3;
const patienceMilliseconds = 20_000;
/** The others come by the same way. */
const mostFiles = 4;

export function countedVisitors(address: string): CountedVisitors {
  const failures: string[] = [];
  const begunAt = performance.now();
  const fail = (what: string): void =>
    void failures.push(`${((performance.now() - begunAt) / 1000).toFixed(1)} s: ${what}`);
  let requests = 0;
  let broken = 0;
  const counted: typeof fetch = async (input, init) => {
    requests += 1;
    return await fetch(input, init).catch((error: unknown) => {
      broken += 1;
      throw error;
    });
  };
  const read = async (path: string): Promise<string> => {
    for (let triesLeft = mostTries; ; triesLeft -= 1) {
      try {
        const response = await counted(`${address}${path}`, { signal: AbortSignal.timeout(patienceMilliseconds) });
        if (!response.ok) fail(`${path}: ${response.status}`);
        return await response.text();
      } catch (error) {
        if (triesLeft > 1 && error instanceof TypeError) continue;
        fail(`${path}: ${error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error)}`);
        return '';
      }
    }
  };
  return {
    clientOf: (accessToken) => {
      const client = createClient({
        baseUrl: address,
        accessToken,
        fetch: counted,
        timeoutMilliseconds: patienceMilliseconds,
      });
      return async (operation, input) => {
        const answer = await client(operation, input);
        if (!answer.ok && faultsOfOurs.has(answer.code)) fail(`${operation.id}: ${answer.code} ${answer.detail}`);
        return answer;
      };
    },
    view: async (path) => {
      const named = (await read(path)).matchAll(/"(\/assets\/[\w./-]+\.(?:js|css))"/g);
      const files = new Set(Array.from(named, ([, name = '']) => name));
      for (const file of [...files].slice(0, mostFiles)) await read(file);
    },
    failures,
    requests: () => requests,
    broken: () => broken,
  };
}
