import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serviceSigningKey } from '@safiri/runtime';
import { readSeen, writeSeen } from './audit/seen-ends.ts';
import { ensureSecrets, rotateServiceKeys } from './secrets.ts';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'safiri-secrets-'));
  onTestFinished(async () => await rm(made, { recursive: true }));
  return made;
}

test('a rotation gives services new keys, keeps the public halves of all before, and touches nothing else', async () => {
  const dataDir = await folder();
  const first = await ensureSecrets(dataDir);
  await rotateServiceKeys(dataDir, new Date('2026-11-22T10:00:00Z'));
  const second = await ensureSecrets(dataDir);
  await rotateServiceKeys(dataDir, new Date('2027-11-22T10:00:00Z'));
  const third = await ensureSecrets(dataDir);
  const kidOf = (secrets: typeof first): string => serviceSigningKey('qr', secrets.serviceKeys['qr'] ?? '').kid;
  expect(new Set([first, second, third].map(kidOf)).size).toBe(3);
  expect(third.retiredServiceKeys?.['qr']).toMatchObject([
    { kid: kidOf(first), retiredAt: '2026-11-22T10:00:00.000Z' },
    { kid: kidOf(second), retiredAt: '2027-11-22T10:00:00.000Z' },
  ]);
  expect(JSON.stringify(third.retiredServiceKeys)).not.toContain('PRIVATE');
  expect({ ...third, serviceKeys: {}, retiredServiceKeys: {} }).toEqual({
    ...first,
    serviceKeys: {},
    retiredServiceKeys: {},
  });
});

test('what a look at the audit logs saw is known to the next, and nothing before the first', async () => {
  const dataDir = await folder();
  expect(await readSeen(dataDir)).toEqual({});
  const seen = { qr: { 'a-company': { number: 7, hash: 'x' } } };
  await writeSeen(dataDir, seen);
  expect(await readSeen(dataDir)).toEqual(seen);
});
