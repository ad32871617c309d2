import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Environment } from './config.ts';

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

/** Starts the simulator as a process of its own, which ends when this one does, however it ends. */
export async function startMomoSimulator(options: {
  readonly dataDir: string;
  readonly port: number;
  readonly environment: Environment;
}): Promise<MomoSimulator> {
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      MOMO_SIMULATOR_TARGET_ENVIRONMENT: credentials.targetEnvironment,
      MOMO_SIMULATOR_API_USER: credentials.apiUser,
      MOMO_SIMULATOR_API_KEY: credentials.apiKey,
      MOMO_SIMULATOR_COLLECTION_KEY: credentials.collectionKey,
      MOMO_SIMULATOR_DISBURSEMENT_KEY: credentials.disbursementKey,
      MOMO_SIMULATOR_CURRENCIES: credentials.currencies,
      MOMO_SIMULATOR_DATA_DIR: path.join(options.dataDir, 'momo-simulator'),
      MOMO_SIMULATOR_PORT: String(options.port),
      ...Object.fromEntries(
        Object.entries(options.environment).filter(([name]) => name.startsWith('MOMO_SIMULATOR_') || name === 'PATH'),
      ),
      MOMO_SIMULATOR_END_WITH_PARENT: 'yes',
    },
  });
  const exited = once(child, 'exit');
  const address = await Promise.race([readAddress(child.stdout), exited.then(() => undefined)]);
  if (address === undefined) throw new Error('The MoMo simulator did not start; its sentence stands above.');
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

async function readAddress(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) {
    const said: unknown = JSON.parse(line);
    if (typeof said === 'object' && said !== null && 'address' in said && typeof said.address === 'string')
      return said.address;
  }
  return undefined;
}
