import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createLog } from './log.ts';

it('what must not be in the log is hidden, also when an object or an error of PostgreSQL is logged whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'safiri-log-'));
  const destination = join(folder, 'made', 'safiri.log');
  const log = createLog({ level: 'info', service: 'test', destination });
  const account = {
    accountId: 'id-1',
    name: 'Ann Example',
    phone: '+250788000001',
    email: 'ann@example.org',
    password: 'hunter2',
  };
  const refused = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (phone)=(+250788000001) already exists.',
  });
  log.info(account, 'whole');
  log.info({ account, request: { authorization: 'Bearer x.y.z', cookie: 'safiri_session=x.y.z' } }, 'inside');
  log.warn({ err: refused }, 'refused');
  await promisify(log.flush.bind(log))();
  const text = await readFile(destination, 'utf8');
  expect(text.trim().split('\n')).toHaveLength(3);
  expect(text).toContain('id-1');
  expect(text).toContain('23505');
  expect(text).not.toMatch(/Ann|0788|example\.org|hunter2|x\.y\.z/);
  await rm(folder, { recursive: true });
});
