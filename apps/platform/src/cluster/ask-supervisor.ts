import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { controlSocketOf } from './cluster-config.ts';

/** Gives the supervisor a command and says what it says; answers 0 when it was carried out. */
export async function askSupervisor(
  clusterDir: string,
  address: string,
  say: (sentence: string) => void,
): Promise<number> {
  const response = await new Promise<NodeJS.ReadableStream | undefined>((resolve) => {
    const asking = request({ socketPath: controlSocketOf(clusterDir), path: address, method: 'POST' }, resolve);
    asking.once('error', () => resolve(undefined));
    asking.end();
  });
  if (response === undefined) {
    say(`No cluster runs on ${clusterDir}. Start one: npm run cluster`);
    return 1;
  }
  let last = '';
  for await (const line of createInterface({ input: response })) {
    if (line !== 'ok' && line !== 'failed') say(line);
    last = line;
  }
  return last === 'ok' ? 0 : 1;
}
