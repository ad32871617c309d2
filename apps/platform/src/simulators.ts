import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import type { Environment } from '@safiri/runtime/process';
import { reservePort } from './port.ts';
import type { SimulatedCompany } from './simulated-companies.ts';

/** A simulated payment company that runs, and how to end it. */
export type RunningSimulator = {
  readonly company: SimulatedCompany;
  readonly url: string;
  readonly processId: number;
  stop(): Promise<void>;
};

export type SimulatorOptions = {
  readonly dataDir: string;
  /** Whether pages get their fixed ports; another free one when somebody has it. */
  readonly fixedPorts: boolean;
  /** The product's address, to which callbacks go. */
  readonly publicUrl: string;
  readonly environment: Environment;
};

/** Starts each simulator as a process of its own, which ends when this one does, however it ends. */
export async function startSimulators(
  companies: readonly SimulatedCompany[],
  options: SimulatorOptions,
): Promise<readonly RunningSimulator[]> {
  const started = await Promise.allSettled(companies.map(async (company) => await startSimulator(company, options)));
  const running = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = started.find((each) => each.status === 'rejected');
  if (failed === undefined) return running;
  await Promise.all(running.map(async (simulator) => await simulator.stop()));
  throw failed.reason;
}

/**
 * The simulator of a product that was killed a moment ago may still be closing its books: tried again for five seconds.
 */
const startTries = 10;
const pauseMilliseconds = 500;

export async function startSimulator(company: SimulatedCompany, options: SimulatorOptions): Promise<RunningSimulator> {
  const wanted = options.fixedPorts ? company.port : 0;
  const port = await reservePort(wanted, '127.0.0.1').catch(async () => await reservePort(0, '127.0.0.1'));
  let complaint = '';
  for (let tried = 0; tried < startTries; tried += 1) {
    if (tried > 0) await wait(pauseMilliseconds);
    const started = await startOnce(company, simulatorEnvironment(company, options, port));
    if ('url' in started) return started;
    ({ complaint } = started);
  }
  throw new StartRefusal(`The simulator of ${company.title} did not start: ${complaint}`);
}

async function startOnce(
  company: SimulatedCompany,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<RunningSimulator | { readonly complaint: string }> {
  const child = spawn(process.execPath, [simulatorProgram(company)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment,
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-complaintCharacters);
  });
  const exited = once(child, 'exit');
  const address = await Promise.race([readAddress(child.stdout), exited.then(() => undefined)]);
  if (address === undefined) return { complaint: complaint.trim() };
  return {
    company,
    url: address,
    processId: child.pid ?? 0,
    stop: async () => {
      child.stdin.end();
      child.kill('SIGTERM');
      await exited;
    },
  };
}

export function simulatorProgram({ name }: SimulatedCompany): string {
  return fileURLToPath(new URL(`../../../simulators/${name}/src/main.ts`, import.meta.url));
}

/** Its last words are enough. */
const complaintCharacters = 500;

/** The whole environment of a simulator; its own settings may be given under their names. */
export function simulatorEnvironment(
  company: SimulatedCompany,
  { dataDir, publicUrl, environment }: Omit<SimulatorOptions, 'fixedPorts'>,
  port: number,
): Record<string, string | undefined> {
  const prefix = `${company.name.toUpperCase()}_SIMULATOR_`;
  const given = Object.entries(environment).filter(([name]) => name.startsWith(prefix) || name === 'PATH');
  const made = {
    ...company.settings(`${publicUrl}/api/v1/payment/callbacks`),
    DATA_DIR: path.join(dataDir, `${company.name}-simulator`),
    PORT: String(port),
  };
  return {
    ...Object.fromEntries(Object.entries(made).map(([name, value]) => [prefix + name, value])),
    ...Object.fromEntries(given),
    [`${prefix}END_WITH_PARENT`]: 'yes',
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
