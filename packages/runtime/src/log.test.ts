import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog, type Log } from './log.ts';

let folder: string;
let destination: string;
let log: Log;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safiri-log-'));
  destination = join(folder, 'made', 'safiri.log');
  log = createLog({ level: 'info', service: 'test', destination });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function written(): Promise<string> {
  await promisify(log.flush.bind(log))();
  return await readFile(destination, 'utf8');
}

const account = {
  accountId: 'id-1',
  name: 'Ann Example',
  phone: '+250788000001',
  email: 'ann@example.org',
  password: 'hunter2',
};

describe('what must not be in the log', () => {
  it('is hidden, also when an object or an error of PostgreSQL is logged whole', async () => {
    const refused = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (phone)=(+250788000001) already exists.',
      where: 'insert of Ann Example',
    });
    log.info(account, 'whole');
    log.info({ account, request: { authorization: 'Bearer x.y.z', cookie: 'safiri_session=x.y.z' } }, 'inside');
    log.info({ accounts: [account], deep: { inside: { account } } }, 'in lists and deeper');
    log.warn({ err: refused }, 'refused');
    log.warn({ cause: refused }, 'refused by another name');
    log.warn(refused);
    log.child({ token: 'x.y.z', account }).child({ phone: '+250788000001' }).info('bound');
    log.info({ bytes: Buffer.from('hunter2') }, 'bytes');
    log.info({ refreshToken: 'x.y.z', body: { guestToken: 'x.y.z' } }, 'tokens of other names');
    const text = await written();
    expect(text.trim().split('\n')).toHaveLength(9);
    expect(text.match(/id-1/g)).toHaveLength(5);
    expect(text.match(/23505/g)).toHaveLength(3);
    expect(text).not.toMatch(/Ann|0788|example\.org|hunter2|x\.y\.z/);
  });

  it('is all that is hidden: a line says what it was given, and the object stays as it was', async () => {
    const facts = { orderId: 'id-1', count: 0, missing: undefined, at: new Date(0), parts: [{ n: 1 }, null] };
    log.info({ ...facts, account }, 'told');
    log.info(new Error('broken'));
    const [told, broken] = (await written()).trim().split('\n');
    expect(JSON.parse(told ?? '')).toMatchObject({
      service: 'test',
      orderId: 'id-1',
      count: 0,
      at: '1970-01-01T00:00:00.000Z',
      parts: [{ n: 1 }, null],
      msg: 'told',
    });
    expect(JSON.parse(broken ?? '')).toMatchObject({
      err: { type: 'Error', message: 'broken', stack: expect.stringContaining('log.test') },
      msg: 'broken',
    });
    expect(account.password).toBe('hunter2');
  });

  it('does not make a line of something large that points to itself slow or broken', async () => {
    const large: Record<string, unknown> = {};
    for (let n = 0; n < 100; n += 1) large[`self${n}`] = large;
    log.info({ large, account }, 'large');
    const text = await written();
    expect(text).toContain('"msg":"large"');
    expect(text.length).toBeLessThan(20_000);
  });
});

describe('a line', () => {
  it.each([
    ['ends', ''],
    ['is ended', 'process.exit(3);'],
    ['breaks', 'throw new Error("nobody catches this");'],
    ['leaves a promise alone', 'await Promise.reject(new Error("nobody catches this"));'],
  ])('is written although the process %s right after it', async (_case, then) => {
    const code = `
      import { createLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
      createLog({ level: 'info', destination: ${JSON.stringify(destination)} }).info('the last line');
      ${then}`;
    spawnSync(process.execPath, ['--input-type=module', '--eval', code]);
    expect(await readFile(destination, 'utf8')).toContain('the last line');
  });

  it('that cannot be written breaks nothing', async () => {
    const full = createLog({ level: 'info', destination: '/dev/full' });
    full.info('x'.repeat(20_000));
    await new Promise((resolve) => full.flush(resolve));
    full.info('still alive');
  });
});
