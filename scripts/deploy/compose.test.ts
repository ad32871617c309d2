import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../tools.ts';
import { environmentOf } from './engine/compose-containers.ts';
import { mistakesOf } from './schemas/closed.ts';
import { ComposeFile, ComposePorts, composeTree, readCompose } from './schemas/compose.ts';
import {
  at,
  exists,
  listOf,
  processes,
  readYaml,
  settingName,
  settingsOf,
  texts,
  treeOf,
  type Tree,
} from './reading.ts';

const compose = readYaml('compose.yaml');
const services = Object.entries(treeOf(compose['services'])).map(([name, service]) => ({
  name,
  service: treeOf(service),
}));
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const targets = [...dockerfile.matchAll(/^FROM \S+ AS (?<name>\w+)$/gm)].map((match) => match.groups?.['name']);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'safiri-deploy-'));
  for (let time = 1; time <= 2; time += 1)
    execFileSync(process.execPath, [join(root, 'apps/platform/src/commands/make-secrets.ts')], {
      env: { SAFIRI_DATA_DIR: join(folder, 'master'), SECRETS_DIR: folder },
    });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function named(name: string): Tree {
  return services.find((each) => each.name === name)?.service ?? {};
}

it('publishes the three ports and nothing else, on the one network', () => {
  const published = services.flatMap(({ name, service }) => texts(service['ports']).map((port) => `${name} ${port}`));
  expect(published).toEqual(['gateway 8000:8000', 'gateway 3000:3000', 'gateway 3001:3001']);
  expect(at(compose, 'networks', 'ticketing-net', 'name')).toBe('ticketing-net');
});

describe.each(services)('$name', ({ service }) => {
  it('is hardened and bounded, and on the network', () => {
    expect(service['read_only']).toBe(true);
    expect(service['cap_drop']).toEqual(['ALL']);
    expect(service['security_opt']).toEqual(['no-new-privileges:true']);
    expect(service['networks']).toEqual(['ticketing-net']);
    expect(service['privileged']).toBeUndefined();
    expect(at(service, 'logging', 'options', 'max-size')).toBeDefined();
    const runsOn = service['restart'] === 'unless-stopped';
    if (!runsOn) return;
    expect(at(service, 'deploy', 'resources', 'limits', 'memory')).toBeDefined();
    expect(texts(at(service, 'healthcheck', 'test')).length).toBeGreaterThan(1);
  });

  it('is made of what is here: its image, its program, its files, its volumes, whom it waits for', () => {
    if (service['build'] !== undefined) expect(targets).toContain(at(service, 'build', 'target'));
    const [program, file] = texts(service['command']);
    if (program === 'node') expect(exists(file ?? '')).toBe(true);
    for (const volume of texts(service['volumes'])) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('./')) expect(exists(source), source).toBe(true);
      else expect(Object.keys(treeOf(compose['volumes']))).toContain(source);
    }
    for (const other of Object.keys(treeOf(service['depends_on'])))
      expect(services.map((each) => each.name)).toContain(other);
  });

  it('finds every secret that it is told of in a folder of its own', () => {
    const mounts = texts(service['volumes']).map((volume) => volume.split(':'));
    const all = JSON.stringify([service['environment'], service['command']]);
    for (const [path] of all.matchAll(/\/run\/secrets\/[\w./]+/g)) {
      const mount = mounts.find(([, target = '']) => path.startsWith(`${target}/`));
      expect(mount?.[2], path).toBe('ro');
      const owner = mount?.[0]?.replace('secrets-', '') ?? '';
      expect(statSync(join(folder, owner, path.slice((mount?.[1] ?? '').length))).size, path).toBeGreaterThan(0);
    }
  });
});

describe.each(processes)('the process %s', (name) => {
  it('is given settings that it knows, and all that it needs', () => {
    const { known, required } = settingsOf(name);
    const service = readCompose().services[name];
    const given = Object.keys(service === undefined ? {} : environmentOf(service)).map(settingName);
    expect(given.filter((setting) => !known.has(setting))).toEqual([]);
    expect([...required].filter((setting) => !given.includes(setting))).toEqual([]);
  });
});

it('each service reads the secrets that it needs, and those of nobody else', () => {
  for (const name of processes.filter((each) => each !== 'portal')) {
    const { known } = settingsOf(name);
    expect(readdirSync(join(folder, name)).filter((secret) => !known.has(secret))).toEqual([]);
    expect(texts(named(name)['volumes'])).toEqual([`secrets-${name}:/run/secrets:ro`]);
  }
  const keys = processes.flatMap((name) =>
    name === 'portal' ? [] : [readFileSync(join(folder, name, 'SIGNING_KEY'), 'utf8')],
  );
  expect(new Set(keys).size).toBe(keys.length);
});

it('images run as somebody who is not root, from files that are here', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1);
  for (const stage of stages.filter((each) => / AS (?:safiri|gateway|database)\n/.test(each)))
    expect(/^USER (?!root|0)\w+$/m.test(stage)).toBe(true);
  for (const [, sources = ''] of dockerfile.matchAll(/^COPY (?!--from)(?<sources>.+) \S+$/gm))
    for (const source of sources.split(' ')) expect(exists(source), source).toBe(true);
});

it('what is sent in development goes to a container that keeps it, and no further', () => {
  const { notification } = readCompose().services;
  const { SMTP_URL = '', SAFIRI_MODE } = notification === undefined ? {} : environmentOf(notification);
  expect([new URL(SMTP_URL).hostname, SAFIRI_MODE]).toEqual(['mail', 'development']);
  expect(named('mail')['ports']).toBeUndefined();
});

describe('the schema of Compose', () => {
  it('is kept by every file', () => {
    expect(mistakesOf(ComposeFile, composeTree())).toEqual([]);
    expect(mistakesOf(ComposePorts, readYaml('deploy/compose/open-dashboards.yaml'))).toEqual([]);
  });

  it.each([
    ['a misspelt field', { read_onli: true }],
    ['a number where Compose wants text', { stop_grace_period: 15 }],
    ['a time without a unit', { stop_grace_period: '15' }],
    ['a condition that nobody keeps', { depends_on: { redis: { condition: 'service_ready' } } }],
    ['a limit in another place', { deploy: { limits: { memory: '1G' } } }],
    ['a variable that is no text', { environment: { PORT: 8000 } }],
  ])('refuses %s', (_what, wrong) => {
    const { services: all, ...file } = readCompose();
    expect(mistakesOf(ComposeFile, { ...file, services: { ...all, qr: { ...all['qr'], ...wrong } } })).not.toEqual([]);
  });
});

it('ports of dashboards are opened to the machine itself alone', () => {
  const opened = Object.values(treeOf(readYaml('deploy/compose/open-dashboards.yaml')['services']));
  for (const port of opened.flatMap((service) => listOf(treeOf(service)['ports'])))
    expect(port).toMatch(/^127\.0\.0\.1:/);
});
