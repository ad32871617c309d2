import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { digestOf, hashOf, noHash, type ChainedAct } from '../src/audit-log/chain.ts';
import { asService, platformCompany, recordAct, transaction, type Acting, type Database } from '../src/index.ts';

let bed: Testbed;
let db: Database;

beforeAll(async () => {
  bed = await openTestbed({ service: 'qr', postgres: inject('postgres') });
  db = bed.deps.db;
});
afterAll(async () => await bed.close());

const acting: Acting = {
  operation: { id: 'scanTicket', service: 'qr' },
  actor: {
    kind: 'account',
    subjectId: newId(),
    sessionId: newId(),
    companyId: newId(),
    platform: false,
    permissions: new Map(),
    readOnly: false,
    freshUntil: null,
    deviceId: newId(),
    supportId: null,
  },
  requestId: 'request-1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  address: '10.1.2.3',
};

const did = async (company: string | null, after: object = { n: 1 }): Promise<void> =>
  await transaction(db, asService, async (tx) => {
    await recordAct(tx, acting, { company, thing: { kind: 'scan', id: 7 }, before: null, after });
  });

type Entry = ChainedAct & { number: number; recordedAt: Date; digest: Buffer; hash: Buffer };

async function entriesOf(companyId: string): Promise<Entry[]> {
  return await bed.admin<Entry>(
    `select 'qr' as service, company_id as "companyId", number::int, recorded_at as "recordedAt", subject_id as "subjectId",
            session_id as "sessionId", device_id as "deviceId", support_id as "supportId", operation,
            thing_kind as "thingKind", thing_id as "thingId", before, after, address, label, request_id as "requestId",
            digest, hash from qr.audit_entries where company_id = $1 order by audit_entries.number`,
    [companyId],
  );
}

it('an act is an entry of its company: who, what, from where, hashed as it is stored', async () => {
  const companyId = newId();
  await did(companyId, { z: 1, a: { deep: ['x', 1.5, true] }, long: 'ü', password: 'secret' });
  const [entry, ...more] = await entriesOf(companyId);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    number: 1,
    operation: 'scanTicket',
    subjectId: 'subjectId' in acting.actor ? acting.actor.subjectId : '',
    thingKind: 'scan',
    thingId: '7',
    before: null,
    after: { a: { deep: ['x', 1.5, true] }, long: 'ü', password: '[left out]', z: 1 },
    address: '10.1.2.3',
    label: 'Firefox, Linux',
    requestId: 'request-1',
  });
  if (entry === undefined) expect.fail();
  expect(entry.digest).toEqual(digestOf(entry));
  expect(entry.hash).toEqual(hashOf(noHash, entry));
});

it('what is rolled back leaves no entry and no gap', async () => {
  const companyId = newId();
  await did(companyId);
  await expect(
    transaction(db, asService, async (tx) => {
      await recordAct(tx, acting, { company: companyId, thing: { kind: 'scan', id: 1 }, before: null, after: null });
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await did(companyId);
  expect((await entriesOf(companyId)).map((entry) => entry.number)).toEqual([1, 2]);
  expect(await bed.admin('select from qr.audit_acts')).toEqual([]);
});

it('fifty at once make one chain, also where each acts in two companies', async () => {
  const [one, other] = [newId(), newId()];
  await Promise.all(
    Array.from({ length: 50 }, async (_none, index) => {
      const companies = index % 2 === 0 ? [one, other, null] : [null, other, one];
      await transaction(db, asService, async (tx) => {
        for (const company of companies)
          await recordAct(tx, acting, { company, thing: { kind: 'scan', id: index }, before: null, after: { index } });
      });
    }),
  );
  for (const company of [one, other, platformCompany]) {
    const entries = await entriesOf(company);
    expect(entries.map((entry) => entry.number)).toEqual(Array.from({ length: 50 }, (_none, index) => index + 1));
    let before: Uint8Array = noHash;
    for (const entry of entries) {
      expect(entry.hash).toEqual(hashOf(before, entry));
      before = entry.hash;
    }
  }
});

it('the running role adds acts, and changes nothing of what was recorded', async () => {
  await did(newId());
  for (const attempt of [
    'update audit_entries set operation = operation',
    'delete from audit_entries',
    'truncate audit_entries',
    'insert into audit_entries select (jsonb_populate_record(e, \'{"number": 99}\')).* from audit_entries e',
    'update audit_heads set number = 0',
    'delete from audit_heads',
    'insert into audit_heads select * from audit_heads',
    'update audit_signatures set number = 1',
    'delete from audit_signatures',
    'update audit_acts set operation = operation',
    'delete from audit_acts',
    'alter table audit_acts disable trigger all',
    'select chain_audit_acts()',
  ])
    await expect(
      transaction(db, asService, async (tx) => await sql.raw(attempt).execute(tx)),
      attempt,
    ).rejects.toThrow(/permission denied|must be owner/);
});

it('a company sees its own entries and adds to its own chain alone; the platform sees all', async () => {
  const [mine, rivals] = [newId(), newId()];
  await did(mine);
  await did(rivals);
  const count = async (actor: Parameters<typeof transaction>[1]): Promise<number> =>
    await transaction(db, actor, async (tx) => {
      const { rows } = await sql`select from audit_entries where company_id in (${mine}, ${rivals})`.execute(tx);
      return rows.length;
    });
  expect(await count({ kind: 'company', id: mine })).toBe(1);
  expect(await count({ kind: 'platform', id: newId() })).toBe(2);
  expect(await count({ kind: 'passenger', id: newId() })).toBe(0);
  const planted = transaction(db, { kind: 'company', id: mine }, async (tx) => {
    await recordAct(tx, acting, { company: rivals, thing: { kind: 'scan', id: 1 }, before: null, after: null });
  });
  await expect(planted).rejects.toThrow(/row-level security/);
});
