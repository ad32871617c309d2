import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../../tools.ts';
import { composeContainer, graceSecondsOf, secondsOf } from '../engine/compose-containers.ts';
import type { Declared } from '../engine/declared.ts';
import { readWorkloads, type Probe, type Workload } from '../engine/kubernetes-containers.ts';
import { hideWhatImagesLack } from '../engine/left-out.ts';
import { whyNotHere } from '../engine/missing.ts';
import { openNetwork } from '../engine/network.ts';
import { runContainer, type Place, type RunningContainer } from '../engine/run-container.ts';
import { readCompose, type ComposeService } from '../schemas/compose.ts';

const { services, networks } = readCompose();
const servers = ['database', 'rabbitmq', 'redis'];
const missing = whyNotHere(['rabbitmq:3.13', 'redis:7-bookworm']);
const run = promisify(execFile);

let place: Place;
/** Every one that was started. */
const all: RunningContainer[] = [];
const running = new Map<string, RunningContainer>();
const begun = new Map<string, Begun>();

beforeAll(() => {
  if (missing !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'safiri-declared-'));
  for (const name of ['hidden', 'volumes', 'copies']) mkdirSync(join(folder, name));
  hideWhatImagesLack(join(folder, 'hidden'));
  const subnet = networks['ticketing-net']?.ipam.config[0]?.subnet ?? '';
  const network = openNetwork(subnet, Object.keys(services));
  network.alias('gateway-internal', 'gateway');
  place = { folder, hidden: join(folder, 'hidden'), network };
});

afterAll(async () => {
  if (missing !== undefined) return;
  await Promise.all(all.map(async (each) => await each.stop('SIGKILL', 1)));
  for (const { controlGroup } of all) await vi.waitFor(() => controlGroup.remove(), 30_000);
  place.network.remove();
  rmSync(place.folder, { recursive: true, force: true });
});

describe.skipIf(missing !== undefined)(
  `what compose.yaml and the manifests declare${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    it('Compose: everything starts in its order and is ready by its own check, within its bounds', async () => {
      const alwaysOn = Object.keys(services).filter((name) => services[name]?.profiles === undefined);
      await Promise.all(alwaysOn.map(async (name) => await begin(name).fit));
      for (const container of running.values()) await keepsToItsBounds(container);
    }, 600_000);

    it('Compose: the three ports answer through every service, and a backup is taken', async () => {
      const address = place.network.addressOf(containerOf('gateway').declared.name);
      const ports = [8000, 3000, 3001].map((port) => `http://${address}:${port}`);
      const { stdout } = await run(join(root, 'deploy/steps/health-gate'), ports);
      expect(stdout).toContain('It answers');
      await endsWell(startService('backup'));
      expect(readdirSync(join(place.folder, 'volumes', 'backups', 'wal')).length).toBeGreaterThan(0);
    }, 300_000);

    it('Compose: every process ends by itself in the time that it has', async () => {
      for (const name of [...running.keys()].toReversed())
        if (!servers.includes(name)) await endsInTime(name, graceSecondsOf(serviceOf(name)));
    }, 300_000);

    it('Kubernetes: migrations run, and every pod passes its probes within its bounds and ends in its time', async () => {
      const workloads = await readPods();
      for (const { declared } of workloads.filter(({ kind }) => kind === 'Job')) await endsWell(start(declared));
      const pods = workloads.filter(({ kind }) => kind === 'Deployment');
      expect(pods).toHaveLength(8);
      for (const { declared } of pods) start(declared);
      await Promise.all(pods.map(passesItsProbes));
      for (const { declared } of pods) await keepsToItsBounds(containerOf(declared.name));
      for (const { declared, container, graceSeconds } of pods.toReversed()) {
        const before = container.lifecycle?.preStop.exec.command;
        if (before !== undefined) await containerOf(declared.name).ask(before, graceSeconds);
        await endsInTime(declared.name, graceSeconds);
      }
    }, 600_000);

    it('Compose: servers end in the time that they have', async () => {
      for (const name of servers) await endsInTime(name, graceSecondsOf(serviceOf(name)));
    }, 300_000);
  },
);

/** A service of Compose on its way: started, then fit for who waits for it. */
type Begun = { readonly started: Promise<RunningContainer | undefined>; readonly fit: Promise<void> };

function begin(name: string): Begun {
  const known = begun.get(name);
  if (known !== undefined) return known;
  const service = serviceOf(name);
  const started = afterOthers(service).then(() => (canBePlayed(name) ? startService(name) : undefined));
  const fit = started.then(async (container) => {
    if (container === undefined) return;
    await (service.restart === 'unless-stopped' ? untilHealthy(container, service) : endsWell(container));
  });
  const way = { started, fit };
  begun.set(name, way);
  return way;
}

async function afterOthers({ depends_on: others = {} }: ComposeService): Promise<void> {
  for (const [name, { condition }] of Object.entries(others))
    await (condition === 'service_started' ? begin(name).started : begin(name).fit);
}

/** Debian has neither of the first two, and Prometheus perhaps. */
function canBePlayed(name: string): boolean {
  const can = composeContainer([name, serviceOf(name)], '') !== undefined;
  if (!can) expect(['grafana', 'mail', 'prometheus']).toContain(name);
  return can;
}

async function untilHealthy(container: RunningContainer, { healthcheck }: ComposeService): Promise<void> {
  if (healthcheck === undefined) throw new Error(`${container.declared.name} has no health check.`);
  const [kind, ...words] = healthcheck.test;
  const command = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : words;
  const patience = secondsOf(healthcheck.start_period ?? '0s') + secondsOf(healthcheck.interval) * healthcheck.retries;
  await succeeds(container, patience, async () => await container.ask(command, secondsOf(healthcheck.timeout)));
}

async function passesItsProbes({ declared, container }: Workload): Promise<void> {
  for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
    if (probe === undefined) continue;
    const patience = probe.periodSeconds * probe.failureThreshold;
    // A pod that is not ready yet is asked again for as long as its roll-out lasts.
    const longest = probe === container.readinessProbe ? 300 : patience;
    await succeeds(containerOf(declared.name), longest, async () => await answers(declared.name, container, probe));
  }
}

async function answers(
  name: string,
  { ports = [] }: Workload['container'],
  { httpGet, timeoutSeconds = 1 }: Probe,
): Promise<{ succeeded: boolean; output: string }> {
  const port = ports.find((each) => each.name === httpGet.port)?.containerPort;
  const url = `http://${place.network.addressOf(name)}:${port}${httpGet.path}`;
  try {
    const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(timeoutSeconds * 1_000) });
    return { succeeded: ok, output: `${url} answers ${status}` };
  } catch (error) {
    return { succeeded: false, output: `${url}: ${String(error)}` };
  }
}

async function succeeds(
  container: RunningContainer,
  seconds: number,
  attempt: () => Promise<{ succeeded: boolean; output: string }>,
): Promise<void> {
  let last = '';
  const isWell = async (): Promise<boolean> => {
    const { succeeded, output } = await attempt();
    last = output;
    return succeeded;
  };
  try {
    await expect.poll(isWell, { timeout: seconds * 1_000, interval: 500 }).toBe(true);
  } catch {
    throw new Error(`${container.declared.name} is not well: ${last}\n${container.printed().slice(-4_000)}`);
  }
}

/** User, rights, files and limits, as the kernel and the container itself see them. */
async function keepsToItsBounds({ declared, status, ask, controlGroup }: RunningContainer): Promise<void> {
  const factOf = (word: string): string => new RegExp(`^${word}:\\t(.*)$`, 'm').exec(status())?.[1] ?? '';
  const { name, image, user, limits, scratch, volumes } = declared;
  const [userId = ''] = user.split(':');
  const id = String(image.base.users[userId] ?? userId);
  expect([name, factOf('Uid')]).toEqual([name, [id, id, id, id].join('\t')]);
  expect(id).not.toBe('0');
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) expect(factOf(set)).toMatch(/^0+$/);
  expect(factOf('NoNewPrivs')).toBe('1');
  const writable = async (folder: string): Promise<boolean> => (await ask(['touch', `${folder}/probe`], 30)).succeeded;
  for (const folder of ['', '/usr', '/etc', image.folder])
    expect([name, folder, await writable(folder)]).toEqual([name, folder, false]);
  for (const { target } of scratch) expect([name, target, await writable(target)]).toEqual([name, target, true]);
  for (const { target, readOnly } of volumes.filter((each) => each.readOnly))
    expect([name, target, await writable(target)]).toEqual([name, target, !readOnly]);
  expect(controlGroup.memoryBytes()).toBe(limits.memoryBytes);
  expect(controlGroup.killed()).toBe(0);
}

async function endsWell(container: RunningContainer): Promise<void> {
  const exitCode = await container.ended;
  running.delete(container.declared.name);
  if (exitCode !== 0) throw new Error(`${container.declared.name} ended with ${exitCode}:\n${container.printed()}`);
}

async function endsInTime(name: string, graceSeconds: number): Promise<void> {
  const container = containerOf(name);
  const { image } = container.declared;
  const { inTime, exitCode } = await container.stop(image.base.stopSignal ?? 'SIGTERM', graceSeconds);
  running.delete(name);
  expect([name, inTime]).toEqual([name, true]);
  if (image.layers.length > 0)
    expect([name, exitCode, container.printed().slice(-2_000)]).toEqual([name, 0, expect.any(String)]);
}

function startService(name: string): RunningContainer {
  const declared = composeContainer([name, serviceOf(name)], join(place.folder, 'volumes'));
  if (declared === undefined) throw new Error(`No program of this machine can play ${name}.`);
  return start(declared);
}

function start(declared: Declared): RunningContainer {
  const container = runContainer(declared, place);
  all.push(container);
  running.set(declared.name, container);
  return container;
}

function serviceOf(name: string): ComposeService {
  const service = services[name];
  if (service === undefined) throw new Error(`compose.yaml has no service ${name}.`);
  return service;
}

function containerOf(name: string): RunningContainer {
  const container = running.get(name);
  if (container === undefined) throw new Error(`${name} does not run.`);
  return container;
}

/** Secrets as deploy/steps/make-kubernetes-secrets makes them, of the same master; the servers are those of Compose. */
async function readPods(): Promise<Workload[]> {
  const secrets = join(place.folder, 'kubernetes');
  await run(process.execPath, [join(root, 'apps/platform/src/commands/make-secrets.ts')], {
    env: { SAFIRI_DATA_DIR: join(place.folder, 'volumes', 'secrets-master'), SECRETS_DIR: secrets },
  });
  return readWorkloads(secrets, join(place.folder, 'copies'));
}
