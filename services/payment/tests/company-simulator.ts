import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A simulated payment company as a process of its own, whose clock stands still until a test moves it. */
export type CompanySimulator = {
  readonly address: string;
  /** Its control API; answers the body. */
  control(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown>;
  /** Charges of an order, oldest first, as the books have them. */
  charges(orderReference: string): Promise<readonly BookedTransaction[]>;
  refunds(orderReference: string): Promise<readonly BookedTransaction[]>;
  /** What the books say that moved for an order, in minor units. */
  moved(orderReference: string): Promise<{ readonly paidMinor: number; readonly refundedMinor: number }>;
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

/** Settings are named without the simulator's prefix, e.g. `CURRENCIES`. */
export async function startSimulator(
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<CompanySimulator> {
  const folder = await mkdtemp(path.join(tmpdir(), `${name}-`));
  const program = fileURLToPath(new URL(`../../../simulators/${name}/src/main.ts`, import.meta.url));
  // Ordinary prompts wait for the test, not for four seconds.
  const ours = { PORT: '0', SPEED: '0', AUTO_APPROVE_SECONDS: '0', DATA_DIR: folder, END_WITH_PARENT: 'yes' };
  const prefix = `${name.toUpperCase()}_SIMULATOR_`;
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: Object.fromEntries(Object.entries({ ...ours, ...settings }).map(([key, value]) => [prefix + key, value])),
  });
  const exited = once(child, 'exit');
  const address = await Promise.race([readAddress(child.stdout), exited.then(() => undefined)]);
  if (address === undefined) throw new Error(`The ${name} simulator did not start; its sentence stands above.`);
  const control: CompanySimulator['control'] = async (method, route, body) => {
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
    moved: async (orderReference) => ({
      paidMinor: sumOf(await booked('charges', orderReference)),
      refundedMinor: sumOf(await booked('refunds', orderReference)),
    }),
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

function sumOf(booked: readonly BookedTransaction[]): number {
  return booked
    .filter(({ status }) => status === 'SUCCESSFUL')
    .reduce((total, { amountMinor }) => total + amountMinor, 0);
}

async function readAddress(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) {
    const said: unknown = JSON.parse(line);
    if (typeof said === 'object' && said !== null && 'address' in said && typeof said.address === 'string')
      return said.address;
  }
  return undefined;
}
