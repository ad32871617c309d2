import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type RunAs, asServiceUser, chooseRunAs, readSystemUsers } from './run-as.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startAs,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts';
import { StartRefusal } from './start-refusal.ts';

const isRoot = process.getuid?.() === 0;

describe.skipIf(process.platform === 'win32')('embedded PostgreSQL', () => {
  let template: string;
  let scratch: string;
  let dataDir: string;
  let running: EmbeddedPostgres[];
  let said: string[];

  beforeAll(async () => {
    template = realpathSync(mkdtempSync(join(tmpdir(), 'safiri-pg-')));
    await (await startEmbeddedPostgres({ dataDir: join(template, 'data'), durable: false, log: console })).stop();
  });

  afterAll(() => rmSync(template, { recursive: true, force: true }));

  beforeEach(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), 'safiri-pg-')));
    dataDir = join(scratch, 'data');
    running = [];
    said = [];
  });

  afterEach(async () => {
    await Promise.all(running.map((server) => server.stop()));
    rmSync(scratch, { recursive: true, force: true });
  });

  function options(more: Partial<EmbeddedPostgresOptions> = {}): EmbeddedPostgresOptions {
    const log = { info: (line: string) => void said.push(line), error: (line: string) => void said.push(line) };
    return { dataDir, log, durable: false, systemDir: join(scratch, 'system'), ...more };
  }

  async function start(more: Partial<EmbeddedPostgresOptions> = {}, runAs?: RunAs): Promise<EmbeddedPostgres> {
    const server = await (runAs === undefined ? startEmbeddedPostgres(options(more)) : startAs(runAs, options(more)));
    running.push(server);
    return server;
  }

  /** The sentence with which a start is refused. */
  async function refusal(more: Partial<EmbeddedPostgresOptions> = {}): Promise<string> {
    const outcome = await start(more).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(StartRefusal);
    return outcome instanceof StartRefusal ? outcome.message : '';
  }

  function useTemplate(): void {
    cpSync(join(template, 'data'), dataDir, { recursive: true, preserveTimestamps: true });
    chmodSync(join(dataDir, 'cluster'), 0o700);
  }

  function serverPid(home = dataDir): number {
    return Number(readFileSync(join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** Another Safiri on the same folder: answers its server's process once it runs. */
  async function startInChild(runAs: RunAs): Promise<{ kill(): Promise<void>; pid: number }> {
    const program = `
      import { startAs } from ${JSON.stringify(join(import.meta.dirname, 'start-embedded-postgres.ts'))};
      const log = { info() {}, error() {} };
      await startAs(${JSON.stringify(runAs)}, { dataDir: ${JSON.stringify(dataDir)}, durable: false, log });
      console.log('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const kill = async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    };
    return { kill, pid: serverPid() };
  }

  test('a first start makes a durable cluster whose superuser only we can reach', async () => {
    const server = await start({ durable: true });
    expect(
      await ask(
        server,
        "select current_setting('fsync') || current_setting('server_version_num')::int / 10000 as value",
      ),
    ).toBe('on18');
    expect(await ask(server, "select current_setting('listen_addresses') || current_setting('jit') as value")).toBe(
      'off',
    );
    expect(
      await ask(
        server,
        "select datcollate || datlocprovider::text as value from pg_database where datname = 'postgres'",
      ),
    ).toBe('C.UTF-8b');
    expect(statSync(server.socketDir ?? '').mode & 0o777).toBe(0o700);
  });

  test('a stop is clean, may be asked for twice, and the data is there at the next start', async () => {
    useTemplate();
    const first = await start();
    await ask(first, 'create table kept (n int)');
    await Promise.all([first.stop(), first.stop()]);
    expect(await first.exited).toEqual({ expected: true, sentence: 'PostgreSQL ended with exit code 0.' });
    expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(false);
    expect(await ask(await start(), 'select count(*) as value from kept')).toBe('0');
  });

  test('a folder too deep for a socket has its socket in the temporary folder', async () => {
    dataDir = join(scratch, 'deep'.repeat(30), 'data');
    useTemplate();
    const server = await start();
    expect(server.socketDir).not.toContain(scratch);
    expect(statSync(server.socketDir ?? '').mode & 0o777).toBe(0o700);
    expect(await ask(server, 'select 1 as value')).toBe(1);
    await server.stop();
    expect(existsSync(server.socketDir ?? '')).toBe(false);
  });

  test('a second start on the folder of a living Safiri is refused and leaves its server alone', async () => {
    useTemplate();
    const first = await start();
    expect(await refusal()).toContain(`${dataDir} is in use by another running Safiri`);
    expect(await ask(first, 'select 1 as value')).toBe(1);
  });

  test('of two starts at the same moment exactly one has the folder', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('after kill -9 of its Safiri a server that still runs is stopped before another one starts', async () => {
    useTemplate();
    // `env` does nothing, and stands where the tie to the parent would: the server survives.
    const orphan = await startInChild({ ...(await chooseRunAs()), deathPrefix: ['env'] });
    await orphan.kill();
    process.kill(orphan.pid, 0);
    const server = await start();
    expect(said.join()).toContain(`process ${orphan.pid}): stopping it`);
    expect(serverPid()).not.toBe(orphan.pid);
    expect(await ask(server, 'select 1 as value')).toBe(1);
  });

  test.each(['the kernel', 'a watcher'])('after kill -9 of its Safiri %s ends the server', async (by) => {
    useTemplate();
    const runAs = await chooseRunAs();
    const orphan = await startInChild(by === 'the kernel' ? runAs : { ...runAs, deathPrefix: [] });
    await orphan.kill();
    await vi.waitFor(() => expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(false), {
      timeout: 20_000,
    });
  });

  test('a server that was killed reports it, and the next start recovers its data', async () => {
    useTemplate();
    const first = await start({ durable: true });
    await ask(first, 'create table kept (n int)');
    process.kill(serverPid(), 'SIGKILL');
    expect((await first.exited).expected).toBe(false);
    await first.stop();
    expect(await ask(await start({ durable: true }), 'select count(*) as value from kept')).toBe('0');
  });

  test('a process number that has gone to another program does not stand in the way', async () => {
    useTemplate();
    writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n${dataDir}/cluster\n0\n5432\n\n\n`);
    expect(await ask(await start(), 'select 1 as value')).toBe(1);
  });

  test('the half-made cluster of an interrupted first start is thrown away', async () => {
    mkdirSync(join(dataDir, 'cluster.new', 'base'), { recursive: true });
    expect(await ask(await start(), 'select 1 as value')).toBe(1);
    expect(existsSync(join(dataDir, 'cluster.new'))).toBe(false);
  });

  test.each([
    ['99', 'start the newer Safiri that made it'],
    ['17', 'dump it with the older Safiri that made it'],
  ])('a folder made by PostgreSQL %s is refused and says what to do', async (version, way) => {
    mkdirSync(join(dataDir, 'cluster'), { recursive: true });
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), `${version}\n`);
    const sentence = await refusal();
    expect(sentence).toContain(`made by PostgreSQL ${version}`);
    expect(sentence).toContain(way);
  });

  test('a folder that holds something else is refused', async () => {
    mkdirSync(join(dataDir, 'cluster', 'photos'), { recursive: true });
    expect(await refusal()).toContain('holds something else than a database');
  });

  test('a path that is a file is refused', async () => {
    writeFileSync(dataDir, '');
    expect(await refusal()).toContain(`The data folder ${dataDir} cannot be written`);
  });

  test.skipIf(isRoot)('a read-only folder is refused', async () => {
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o500);
    expect(await refusal()).toContain(`The data folder ${dataDir} cannot be written (EACCES)`);
  });

  test.runIf(isRoot && process.platform === 'linux')('a read-only folder is refused, also for root', (context) => {
    useTemplate();
    const program = `
      import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: console }).catch((error) => console.log(error.message));`;
    // Root may write whatever the mode says, so the folder is mounted read-only for this child alone.
    const mountAndRun =
      'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$1" --input-type=module -e "$2"';
    const namespaces = ['--user', '--map-root-user', '--mount'];
    context.skip(!works('unshare', [...namespaces, 'true']), 'user namespaces are refused here');
    const output = execFileSync('unshare', [
      ...namespaces,
      'sh',
      '-c',
      mountAndRun,
      dataDir,
      process.execPath,
      program,
    ]);
    expect(output.toString()).toContain(`The data folder ${dataDir} cannot be written (EROFS)`);
  });

  test.runIf(isRoot)('a folder given to another user is refused by the names of both', async () => {
    useTemplate();
    chownSync(join(dataDir, 'cluster'), 65534, 65534);
    expect(await refusal()).toContain('belongs to user 65534, but PostgreSQL would run as user 0');
  });

  test.runIf(isRoot && process.platform === 'linux')(
    'root without namespaces runs it as a service user, in the system folder when its own is closed',
    async () => {
      const runAs = asServiceUser(await readSystemUsers(), (await chooseRunAs()).deathPrefix);
      mkdirSync(join(scratch, 'system'));
      chmodSync(scratch, 0o711);
      mkdirSync(join(scratch, 'closed'), { mode: 0o700 });
      const server = await start({ dataDir: join(scratch, 'closed', 'data') }, runAs);
      expect(server.socketDir).toContain(join(scratch, 'system', 'data-'));
      expect(statSync(server.socketDir ?? '').uid).toBe(runAs.owner?.uid);
      expect(await ask(server, 'select 1 as value')).toBe(1);
    },
  );

  test('a setting that PostgreSQL refuses is told in its words', async () => {
    useTemplate();
    expect(await refusal({ settings: { shared_buffers: 'lots' } })).toMatch(/cannot start on .*shared_buffers.*lots/);
  });
});

async function ask(server: EmbeddedPostgres, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: server.connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(statement);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}

function works(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
