import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { DomainError } from '@safiri/kernel';
import { createLog, route } from '../src/index.ts';
import { echo, fail, openHttpBed } from './http-bed.ts';

it('who is not let in and what does not fit stand in the log, with the request and without what was sent', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'safiri-refusals-'));
  const destination = join(folder, 'log');
  const log = createLog({ level: 'info', service: 'qr', destination });
  const { app } = await openHttpBed(
    [
      route(echo, async () => null),
      route(fail, async () => {
        throw new DomainError('FORBIDDEN', 'Not for you.');
      }),
    ],
    log,
  );
  await app.inject({ method: 'POST', url: '/api/v1/qr/echo/1', payload: { text: 7, secret: 'tulips' } });
  const { headers } = await app.inject({ method: fail.method, url: `/api/v1/qr${fail.path}` });
  await app.close();
  await promisify(log.flush.bind(log))();
  const lines = (await readFile(destination, 'utf8')).trim().split('\n');
  const refused = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'refused');
  expect(refused).toMatchObject([
    { refusal: 'VALIDATION_FAILED', security: true },
    { refusal: 'FORBIDDEN', traceId: headers['x-request-id'] },
  ]);
  expect(lines.join('\n')).not.toContain('tulips');
  await rm(folder, { recursive: true });
});
