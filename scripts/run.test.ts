import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** Stands in for npm: notes that it was called and leaves what a real install leaves, or fails when told to. */
const FAKE_NPM = `
  const fs = require('node:fs');
  fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
  if (fs.existsSync('npm-fails')) process.exit(7);
  fs.rmSync('node_modules', { recursive: true, force: true });
  fs.mkdirSync('node_modules');
`;

describe.skipIf(process.platform === 'win32')('the bootstrap', () => {
  let checkout: string;

  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'safiri-run-'));
    mkdirSync(join(checkout, 'scripts'));
    cpSync(join(import.meta.dirname, 'run.mjs'), join(checkout, 'scripts/run.mjs'));
    writeFileSync(join(checkout, 'package-lock.json'), '{ "version": 1 }');
    writeFileSync(join(checkout, 'npm-cli.js'), FAKE_NPM);
    writeFileSync(join(checkout, 'exit.ts'), 'const code: number = Number(process.argv[2]); process.exit(code);');
  });

  afterEach(() => rmSync(checkout, { recursive: true, force: true }));

  function environment(): NodeJS.ProcessEnv {
    return { PATH: '/usr/bin:/bin', npm_execpath: join(checkout, 'npm-cli.js'), npm_node_execpath: process.execPath };
  }

  function run(...args: string[]): { code: number | null; said: string } {
    const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'scripts/run.mjs'), ...args], {
      cwd: checkout,
      env: environment(),
      encoding: 'utf8',
    });
    return { code: status, said: stderr };
  }

  function installs(): number {
    const calls = join(checkout, 'npm-calls');
    return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0;
  }

  test('installs on the first run and not again while the lock file stays as it is', () => {
    expect(run('exit.ts', '0').said).toContain('Installing packages');
    expect(run('exit.ts', '0').said).toBe('');
    expect(installs()).toBe(1);
  });

  test('installs again after the lock file changed', () => {
    run('exit.ts', '0');
    writeFileSync(join(checkout, 'package-lock.json'), '{ "version": 2 }');
    expect(run('exit.ts', '0').said).toContain('package-lock.json has changed');
    expect(installs()).toBe(2);
  });

  test('runs TypeScript and exits with its exit code', () => {
    expect(run('exit.ts', '0').code).toBe(0);
    expect(run('exit.ts', '42').code).toBe(42);
  });

  test('a failed install is one sentence and exit 1, and is tried again next time', () => {
    writeFileSync(join(checkout, 'npm-fails'), '');
    const failed = run('exit.ts', '0');
    expect(failed.code).toBe(1);
    expect(failed.said).toContain('npm ci failed (exit code 7)');
    rmSync(join(checkout, 'npm-fails'));
    expect(run('exit.ts', '0').code).toBe(0);
    expect(installs()).toBe(2);
  });

  test('without a lock file it says so and exits with 1', () => {
    rmSync(join(checkout, 'package-lock.json'));
    const answer = run('exit.ts', '0');
    expect(answer.code).toBe(1);
    expect(answer.said).toContain('package-lock.json cannot be read');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s reaches the program, whose own exit code counts',
    async (signal) => {
      writeFileSync(
        join(checkout, 'wait.ts'),
        `process.on('${signal}', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready');`,
      );
      run('exit.ts', '0');
      const child = spawn(process.execPath, [join(checkout, 'scripts/run.mjs'), 'wait.ts'], {
        cwd: checkout,
        env: environment(),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([9, null]);
    },
  );

  test.skipIf(!existsSync('/usr/bin/script'))('Ctrl-C in a terminal reaches the program once', async () => {
    // A second one would come within milliseconds of the first; the program waits a little longer and says how many came.
    writeFileSync(
      join(checkout, 'count.ts'),
      `let count = 0;
      process.on('SIGINT', () => { count += 1; if (count === 1) setTimeout(() => process.exit(40 + count), 300); });
      setInterval(() => {}, 1000); console.log('ready');`,
    );
    run('exit.ts', '0');
    const command = `exec "${process.execPath}" "${join(checkout, 'scripts/run.mjs')}" count.ts`;
    const terminal = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], { cwd: checkout, env: environment() });
    await once(terminal.stdout, 'data');
    terminal.stdin.write('\u0003');
    expect(await once(terminal, 'exit')).toEqual([41, null]);
  });

  test('a program that dies of a signal is reported as a shell would', () => {
    writeFileSync(join(checkout, 'die.ts'), `process.kill(process.pid, 'SIGKILL');`);
    expect(run('die.ts').code).toBe(137);
  });
});
