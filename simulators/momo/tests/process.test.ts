import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BooksRefused, createMomoSimulator, developmentSettings } from '../src/index.ts';
import { createCaller, listenForCallbacks, member, type Caller } from './simulated.ts';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const running = new Set<ChildProcess>();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'momo-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** The simulator as the product starts it: plain node, settings in the environment, one line when it is ready. */
async function start(settings: Record<string, string> = {}) {
  const environment = { MOMO_SIMULATOR_DATA_DIR: folder, MOMO_SIMULATOR_PORT: '0', ...settings };
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk));
  const exited = once(child, 'exit').then(([code]: unknown[]) => ({ code, complaint }));
  const line = await Promise.race([once(createInterface(child.stdout), 'line').then(([said]) => String(said)), exited]);
  return { child, exited, line, complaint: () => complaint };
}

async function startCaller(settings: Record<string, string> = {}) {
  const started = await start(settings);
  if (typeof started.line !== 'string') throw new Error(`the simulator did not start: ${started.line.complaint}`);
  const said: unknown = JSON.parse(started.line);
  expect(said).toEqual({
    ready: true,
    simulator: 'momo',
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  });
  return { ...started, caller: await createCaller(String(member(said, 'address'))) };
}

/** Charges one after the other in several lanes until the simulator is gone; answers what was acknowledged. */
async function chargeUntilGone(caller: Caller, onAcknowledged: (count: number) => void): Promise<string[]> {
  const acknowledged: string[] = [];
  const lane = async (): Promise<void> => {
    for (;;) {
      const referenceId = randomUUID();
      const answer = await caller.charge('250788000000', { referenceId }).catch(() => undefined);
      if (answer?.status !== 202) return;
      acknowledged.push(referenceId);
      onAcknowledged(acknowledged.length);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return acknowledged;
}

test('kill -9 in the middle of charges loses none that was acknowledged, and moves the money of each once', async () => {
  const first = await startCaller();
  const acknowledged = await chargeUntilGone(first.caller, (count) => {
    if (count === 60) first.child.kill('SIGKILL');
  });
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);

  const second = await startCaller();
  await second.caller.quiet();
  const statuses = await Promise.all(acknowledged.map((id) => second.caller.control('GET', `transactions/${id}`)));
  expect(statuses.filter(({ json }) => member(json, 'status') !== 'SUCCESSFUL')).toEqual([]);
  const summary = (await second.caller.control('GET', 'summary')).json;
  expect(summary).toMatchObject({ problems: [], transactions: [{ status: 'SUCCESSFUL' }] });
  const [{ count }] = Object(member(summary, 'transactions'));
  const balance = await second.caller.send('GET', '/collection/v1_0/account/balance', {
    headers: second.caller.collection,
  });
  expect(member(balance.json, 'availableBalance')).toBe(String(count * 5000));
  expect(second.complaint()).toBe('');
});

test('a prompt, a token and a callback outlive kill -9', async () => {
  const merchant = await listenForCallbacks();
  const first = await startCaller({ MOMO_SIMULATOR_AUTO_APPROVE_SECONDS: '0' });
  const referenceId = randomUUID();
  await first.caller.charge('250788123456', { referenceId, callbackUrl: merchant.url });
  first.child.kill('SIGKILL');
  await first.exited;

  const second = await startCaller();
  const headers = first.caller.collection;
  const pending = await second.caller.send('GET', `/collection/v1_0/requesttopay/${referenceId}`, { headers });
  expect(pending.json).toMatchObject({ status: 'PENDING' });
  await second.caller.control('POST', `prompts/${referenceId}/approve`);
  expect(merchant.heard).toMatchObject([{ body: { status: 'SUCCESSFUL' } }]);
  merchant.close();
});

test('SIGTERM ends it with exit code 0, also while standard input is open', async () => {
  const { child, exited } = await startCaller({ MOMO_SIMULATOR_END_WITH_PARENT: 'yes' });
  child.kill('SIGTERM');
  expect(await exited).toEqual({ code: 0, complaint: '' });
});

test('it ends with the process that started it when it was told so', async () => {
  const { child, exited } = await startCaller({ MOMO_SIMULATOR_END_WITH_PARENT: 'yes' });
  child.stdin.end();
  expect(await exited).toEqual({ code: 0, complaint: '' });
});

test('wrong settings and a taken port end it with a sentence and exit code 1', async () => {
  const wrong = await start({ MOMO_SIMULATOR_PORT: 'none' });
  expect(await wrong.exited).toEqual({
    code: 1,
    complaint: 'MOMO_SIMULATOR_PORT must be a whole number from 0 to 65535, not "none".\n',
  });
  const { caller } = await startCaller();
  const taken = await start({
    MOMO_SIMULATOR_DATA_DIR: join(folder, 'other'),
    MOMO_SIMULATOR_PORT: new URL(caller.address).port,
  });
  expect(await taken.exited).toEqual({
    code: 1,
    complaint: expect.stringContaining('port of the MoMo simulator is taken'),
  });
});

test('two simulators never write the same books', async () => {
  await startCaller();
  expect(() => createMomoSimulator({ ...developmentSettings, dataFolder: folder, log: 'silent' })).toThrow(
    BooksRefused,
  );
});
