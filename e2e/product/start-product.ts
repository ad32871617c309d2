import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { searchPath } from './product-config.ts';

/** The product as `npm start` runs it, in a process of its own on a data folder of its own. */
export type Product = {
  readonly address: string;
  readonly simulator: string;
  readonly dataDir: string;
  /** What it was started with; commands beside it are given the same. */
  readonly environment: Readonly<Record<string, string>>;
  /** The superuser's address of its database. */
  databaseUrl(): Promise<string>;
  /** kill -9: no goodbye. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and ports; resolves when it is ready. */
  startAgain(): Promise<void>;
  /** Ends it politely and removes its folder. */
  remove(): Promise<void>;
  /** What it has printed since its last start. */
  printed(): string;
};

const main = fileURLToPath(new URL('../../apps/platform/src/main.ts', import.meta.url));
/** A cold start with initdb, migrations and the demo network on a crowded machine. */
const startMilliseconds = 120_000;

export async function startProduct(settings: Readonly<Record<string, string>> = {}): Promise<Product> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'safiri-product-'));
  const port = await freePort();
  const simulatorPort = await freePort();
  const environment = {
    PATH: searchPath(),
    PORT: String(port),
    SAFIRI_DATA_DIR: dataDir,
    MOMO_SIMULATOR_PORT: String(simulatorPort),
    // Two days are enough to sell, and dating a month takes time.
    SALE_HORIZON_DAYS: '3',
    // Password hashes are not what journeys are about.
    BCRYPT_COST: '4',
    ...settings,
  };
  let output = '';
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    output = '';
    child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await untilReady(`http://127.0.0.1:${port}`, child, () => output);
  };
  await start();
  return {
    address: `http://localhost:${port}`,
    simulator: `http://127.0.0.1:${simulatorPort}`,
    dataDir,
    environment,
    databaseUrl: async () => {
      const running: { adminUrl: string } = JSON.parse(await readFile(path.join(dataDir, 'running.json'), 'utf8'));
      return running.adminUrl;
    },
    kill: async () => await end(child, 'SIGKILL'),
    startAgain: start,
    remove: async () => {
      await end(child, 'SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
    printed: () => output,
  };
}

async function end(child: ChildProcess | undefined, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function untilReady(address: string, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = performance.now() + startMilliseconds;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    // The last line of the start is printed when demo data are loaded and everything works.
    if (printed().includes('Ctrl-C stops it') && (await answersReady(address))) return;
    await wait(50);
  }
  throw new Error(`The product did not start:\n${printed()}`);
}

async function answersReady(address: string): Promise<boolean> {
  return await fetch(`${address}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}
