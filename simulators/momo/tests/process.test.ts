import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BooksRefused } from '@safiri/simulator-kit';
import { createMomoSimulator, developmentSettings } from '../src/index.ts';
import { listenForCallbacks, member, startProgram } from '@safiri/simulator-kit/testing';
import { createCaller, type Caller } from './simulated.ts';

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

async function start(settings: Record<string, string> = {}) {
  const environment = { MOMO_SIMULATOR_DATA_DIR: folder, MOMO_SIMULATOR_PORT: '0', ...settings };
  const started = await startProgram(program, environment);
  running.add(started.child);
  return started;
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
  const merchant = await listenForCallbacks('/callbacks/momo');
  const first = await startCaller({ MOMO_SIMULATOR_AUTO_APPROVE_SECONDS: '0' });
  const prompt = randomUUID();
  await first.caller.charge('250788123456', { referenceId: prompt, callbackUrl: merchant.url });
  const acknowledged = await chargeUntilGone(first.caller, (count) => {
    if (count === 60) first.child.kill('SIGKILL');
  });
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);

  const second = await startCaller({ MOMO_SIMULATOR_AUTO_APPROVE_SECONDS: '0' });
  const { caller } = second;
  await caller.quiet();
  const found = await Promise.all(acknowledged.map((id) => caller.control('GET', `transactions/${id}`)));
  expect(found.filter(({ json }) => member(json, 'status') !== 'SUCCESSFUL')).toEqual([]);
  const balance = await caller.send('GET', '/collection/v1_0/account/balance', { headers: caller.collection });
  const charges: unknown = member((await caller.control('GET', 'charges')).json, 'charges');
  const succeeded = Array.isArray(charges) ? charges.filter((charge) => member(charge, 'status') === 'SUCCESSFUL') : [];
  expect(member(balance.json, 'availableBalance')).toBe(String(succeeded.length * 5000));

  // The prompt, the token of before and the callback address have outlived it too.
  const headers = first.caller.collection;
  const pending = await caller.send('GET', `/collection/v1_0/requesttopay/${prompt}`, { headers });
  expect(pending.json).toMatchObject({ status: 'PENDING' });
  await caller.control('POST', `prompts/${prompt}/approve`);
  expect(merchant.heard).toMatchObject([{ body: { status: 'SUCCESSFUL' } }]);
  expect((await caller.control('GET', 'summary')).json).toMatchObject({ problems: [] });
  expect(second.complaint()).toBe('');
  merchant.close();
});

test.each([
  { what: 'SIGTERM, also while standard input is open', end: (child: ChildProcess) => child.kill('SIGTERM') },
  { what: 'the end of the process that started it', end: (child: ChildProcess) => child.stdin?.end() },
])('it ends cleanly on $what', async ({ end }) => {
  const { child, exited } = await startCaller({ MOMO_SIMULATOR_END_WITH_PARENT: 'yes' });
  end(child);
  expect(await exited).toEqual({ code: 0, complaint: '' });
});

test('wrong settings end it with a sentence and exit code 1', async () => {
  const wrong = await start({ MOMO_SIMULATOR_PORT: 'none' });
  expect(await wrong.exited).toEqual({
    code: 1,
    complaint: 'MOMO_SIMULATOR_PORT must be a whole number from 0 to 65535, not "none".\n',
  });
});

test('a second one gets neither the port nor the books of the first', async () => {
  const { caller } = await startCaller();
  const other = { MOMO_SIMULATOR_DATA_DIR: join(folder, 'other'), MOMO_SIMULATOR_PORT: new URL(caller.address).port };
  const second = await start(other);
  expect(await second.exited).toEqual({
    code: 1,
    complaint: expect.stringContaining('port of the MoMo simulator is taken'),
  });
  const settings = { ...developmentSettings, dataFolder: folder, handoverMillis: 0 };
  expect(() => createMomoSimulator(settings)).toThrow(BooksRefused);
});
