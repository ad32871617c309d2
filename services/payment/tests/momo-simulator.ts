import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The simulated MTN MoMo as a process of its own, whose clock stands still until a test moves it. */
export type MomoSimulator = {
  readonly address: string;
  /** Its control API; answers the body. */
  control(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown>;
  /** Charges of an order, oldest first, as the books have them. */
  charges(orderReference: string): Promise<readonly BookedTransaction[]>;
  refunds(orderReference: string): Promise<readonly BookedTransaction[]>;
  /** Moves the clock and waits until what became due has happened, callbacks included. */
  advance(seconds: number): Promise<void>;
  /** Waits until what is due has happened. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
};

export type BookedTransaction = {
  readonly referenceId: string;
  readonly status: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly partyId: string;
};

/** Credentials of simulated money. */
export const momoCredentials = {
  targetEnvironment: 'sandbox',
  apiUser: '7d0c1c6e-5a1f-4d3c-9b1e-3f0a5c2b7e10',
  apiKey: 'b2f0c7a94e6d4a0d8e1f5b3c7a9d2e4f',
  collectionKey: 'collection-key-of-tests',
  disbursementKey: 'disbursement-key-of-tests',
  currencies: ['RWF', 'UGX', 'USD'],
} as const;

const program = fileURLToPath(new URL('../../../simulators/momo/src/main.ts', import.meta.url));

export async function startMomoSimulator(): Promise<MomoSimulator> {
  const folder = await mkdtemp(path.join(tmpdir(), 'momo-'));
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      MOMO_SIMULATOR_PORT: '0',
      MOMO_SIMULATOR_SPEED: '0',
      // Ordinary prompts wait for the test, not for four seconds.
      MOMO_SIMULATOR_AUTO_APPROVE_SECONDS: '0',
      MOMO_SIMULATOR_DATA_DIR: folder,
      MOMO_SIMULATOR_TARGET_ENVIRONMENT: momoCredentials.targetEnvironment,
      MOMO_SIMULATOR_API_USER: momoCredentials.apiUser,
      MOMO_SIMULATOR_API_KEY: momoCredentials.apiKey,
      MOMO_SIMULATOR_COLLECTION_KEY: momoCredentials.collectionKey,
      MOMO_SIMULATOR_DISBURSEMENT_KEY: momoCredentials.disbursementKey,
      MOMO_SIMULATOR_CURRENCIES: momoCredentials.currencies.join(','),
      MOMO_SIMULATOR_END_WITH_PARENT: 'yes',
    },
  });
  const exited = once(child, 'exit');
  const address = await Promise.race([readAddress(child.stdout), exited.then(() => undefined)]);
  if (address === undefined) throw new Error('The MoMo simulator did not start; its sentence stands above.');
  const control: MomoSimulator['control'] = async (method, route, body) => {
    const response = await fetch(`${address}/control/${route}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`The simulator answered ${response.status} to ${method} ${route}: ${await response.text()}`);
    return await response.json();
  };
  const booked = async (kind: 'charges' | 'refunds', orderReference: string): Promise<readonly BookedTransaction[]> => {
    const answer = (await control('GET', `${kind}?externalId=${encodeURIComponent(orderReference)}`)) as Record<
      string,
      readonly BookedTransaction[]
    >;
    return answer[kind] ?? [];
  };
  return {
    address,
    control,
    charges: async (orderReference) => await booked('charges', orderReference),
    refunds: async (orderReference) => await booked('refunds', orderReference),
    advance: async (seconds) => void (await control('POST', 'clock/advance', { seconds })),
    quiet: async () => void (await control('POST', 'quiet')),
    stop: async () => {
      child.stdin.end();
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
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
