import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import type { Environment } from './config.ts';
import { reservePort } from './port.ts';

/** The simulated MTN MoMo as payment needs to know it, and how to end it. */
export type MomoSimulator = {
  readonly url: string;
  readonly targetEnvironment: string;
  readonly apiUser: string;
  readonly apiKey: string;
  readonly collectionKey: string;
  readonly disbursementKey: string;
  readonly currencies: string;
  stop(): Promise<void>;
};

const program = fileURLToPath(new URL('../../../simulators/momo/src/main.ts', import.meta.url));

/** Credentials of simulated money: the simulator is given the very same, so they guard nothing and need no secrecy. */
const credentials = {
  targetEnvironment: 'sandbox',
  apiUser: '5af1a100-0000-4000-8000-000000000001',
  apiKey: '5af1a100000040008000000000000002',
  collectionKey: 'development-collection-key',
  disbursementKey: 'development-disbursement-key',
  /** The US dollar is for American test feeds; no real MoMo market has it. */
  currencies: 'RWF,UGX,USD,KES,TZS,JPY',
};

type StartOptions = {
  readonly dataDir: string;
  /** Where the phone page is; another free port when somebody has this one. */
  readonly port: number;
  readonly environment: Environment;
};

/**
 * The simulator of a product that was killed a moment ago may still be closing its books: tried again for five seconds.
 */
const startTries = 10;
const pauseMilliseconds = 500;

/** Starts the simulator as a process of its own, which ends when this one does, however it ends. */
export async function startMomoSimulator(options: StartOptions): Promise<MomoSimulator> {
  const port = await reservePort(options.port, '127.0.0.1').catch(async () => await reservePort(0, '127.0.0.1'));
  let complaint = '';
  for (let tried = 0; tried < startTries; tried += 1) {
    if (tried > 0) await wait(pauseMilliseconds);
    const started = await startOnce({ ...options, port });
    if ('url' in started) return started;
    ({ complaint } = started);
  }
  throw new StartRefusal(`The simulated MoMo did not start: ${complaint}`);
}

async function startOnce(options: StartOptions): Promise<MomoSimulator | { readonly complaint: string }> {
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environmentOf(options),
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-complaintCharacters);
  });
  const exited = once(child, 'exit');
  const address = await Promise.race([readAddress(child.stdout), exited.then(() => undefined)]);
  if (address === undefined) return { complaint: complaint.trim() };
  return {
    url: address,
    ...credentials,
    stop: async () => {
      child.stdin.end();
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Its last words are enough. */
const complaintCharacters = 500;

function environmentOf({ dataDir, port, environment }: StartOptions): Record<string, string | undefined> {
  const given = Object.entries(environment).filter(([name]) => name.startsWith('MOMO_SIMULATOR_') || name === 'PATH');
  return {
    MOMO_SIMULATOR_TARGET_ENVIRONMENT: credentials.targetEnvironment,
    MOMO_SIMULATOR_API_USER: credentials.apiUser,
    MOMO_SIMULATOR_API_KEY: credentials.apiKey,
    MOMO_SIMULATOR_COLLECTION_KEY: credentials.collectionKey,
    MOMO_SIMULATOR_DISBURSEMENT_KEY: credentials.disbursementKey,
    MOMO_SIMULATOR_CURRENCIES: credentials.currencies,
    MOMO_SIMULATOR_DATA_DIR: path.join(dataDir, 'momo-simulator'),
    MOMO_SIMULATOR_PORT: String(port),
    ...Object.fromEntries(given),
    MOMO_SIMULATOR_END_WITH_PARENT: 'yes',
  };
}

async function readAddress(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) {
    const said: unknown = JSON.parse(line);
    if (typeof said === 'object' && said !== null && 'address' in said && typeof said.address === 'string')
      return said.address;
  }
  return undefined;
}
