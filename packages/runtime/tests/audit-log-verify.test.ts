import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { auditLogOf, type AuditVerification } from '@safiri/contracts/declaring';
import { newId } from '@safiri/kernel';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import { digestOf, hashOf, noHash } from '../src/audit-log/chain.ts';
import { listEntries } from '../src/audit-log/entry-queries.ts';
import {
  asService,
  auditLog,
  generateSigningKeyPem,
  recordAct,
  serviceSigningKey,
  transaction,
  verifyAuditLog,
  type Acting,
  type Job,
} from '../src/index.ts';

const logOfQr = auditLogOf('qr');

let bed: Testbed;
let served: Awaited<ReturnType<Testbed['serve']>>;
let signing: Job;
const operator = newId();

beforeAll(async () => {
  bed = await openTestbed({ service: 'qr', postgres: inject('postgres') });
  const { routes, jobs } = auditLog(logOfQr, bed.deps);
  const [job] = jobs;
  if (job === undefined) expect.fail();
  signing = job;
  served = await bed.serve({ name: 'qr', db: bed.deps.db, routes, consumers: [], jobs });
});
afterAll(async () => await bed.close());

const acting: Acting = {
  operation: { id: 'scanTicket', service: 'qr' },
  actor: { kind: 'guest', subjectId: operator, sessionId: newId() },
  requestId: 'request-1',
  userAgent: '',
  address: '10.1.2.3',
};

async function act(companyId: string, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1)
    await transaction(bed.deps.db, asService, async (tx) => {
      await recordAct(tx, acting, {
        company: companyId,
        thing: { kind: 'scan', id: index },
        before: null,
        after: { index, reason: '=1+1, "so"' },
      });
    });
}

/** A company with ten entries, of which the first six were signed. */
async function companyWithLog(): Promise<string> {
  const companyId = newId();
  await act(companyId, 6);
  await signing.run();
  await act(companyId, 4);
  return companyId;
}

async function faultOf(companyId: string): Promise<AuditVerification['fault']> {
  let fault: AuditVerification['fault'] = null;
  await verifyAuditLog({ service: 'qr', db: bed.deps.db, signingKey: bed.deps.signingKey }, (found) => {
    if (found.companyId === companyId) fault = found.fault;
  });
  return fault;
}

const change = async (statement: string, companyId: string): Promise<unknown> =>
  await bed.admin(statement.replaceAll('$1', `'${companyId}'`));

const of = 'where company_id = $1 and number';

it.each([
  { what: 'nothing', done: 'select 1', fault: null },
  { what: 'what an entry says', done: `update qr.audit_entries set after = '{}' ${of} = 3`, fault: ['altered', 3] },
  { what: 'who did it', done: `update qr.audit_entries set subject_id = null ${of} = 10`, fault: ['altered', 10] },
  { what: 'when it was', done: `update qr.audit_entries set recorded_at = now() ${of} = 1`, fault: ['altered', 1] },
  { what: 'a missing entry', done: `delete from qr.audit_entries ${of} = 4`, fault: ['missing', 4] },
  { what: 'a missing tail', done: `delete from qr.audit_entries ${of} > 8`, fault: ['missing', 9] },
  {
    what: 'a missing tail, and a head that does not know of it',
    done: `delete from qr.audit_entries ${of} > 3;
           update qr.audit_heads h set number = 3, hash = e.hash from qr.audit_entries e
            where h.company_id = $1 and e.company_id = $1 and e.number = 3`,
    fault: ['missing', 4],
  },
  {
    what: 'all entries gone but what was signed',
    done: 'delete from qr.audit_entries where company_id = $1; delete from qr.audit_heads where company_id = $1',
    fault: ['missing', 1],
  },
  {
    what: 'two entries in each other’s place',
    done: `update qr.audit_entries set number = 99 ${of} = 2; update qr.audit_entries set number = 2 ${of} = 5;
           update qr.audit_entries set number = 5 ${of} = 99`,
    fault: ['altered', 2],
  },
  {
    what: 'an entry behind the last',
    done: `insert into qr.audit_entries select (jsonb_populate_record(e, '{"number": 11}')).* from qr.audit_entries e ${of} = 10`,
    fault: ['altered', 11],
  },
  { what: 'a signature', done: `update qr.audit_signatures set hash = sha256('') ${of} = 6`, fault: ['rewritten', 1] },
])('a look finds $what', async ({ done, fault }) => {
  const companyId = await companyWithLog();
  await change(done, companyId);
  const [kind, number] = fault ?? [];
  expect(await faultOf(companyId)).toEqual(fault === null ? null : { kind, number, sentence: expect.any(String) });
});

/** Writes a chain anew from an entry on, as somebody could who has the database and knows the rule. */
async function recompute(companyId: string, from: number): Promise<void> {
  const entries = await transaction(
    bed.deps.db,
    asService,
    async (tx) => await listEntries(tx, { companyId, after: 0, limit: 100 }),
  );
  let before = noHash;
  for (const entry of entries) {
    const after = entry.number === from ? { index: 'forged' } : entry.after;
    const digest = digestOf({ ...entry, service: 'qr', after });
    before = hashOf(before, { ...entry, digest });
    await bed.admin(
      'update qr.audit_entries set after = $3, digest = $4, hash = $5 where company_id = $1 and number = $2',
      [companyId, entry.number, JSON.stringify(after), digest, before],
    );
  }
  await bed.admin('update qr.audit_heads set hash = $2 where company_id = $1', [companyId, before]);
}

it('a chain that fits again, written anew without the key, contradicts its signature', async () => {
  const companyId = await companyWithLog();
  await recompute(companyId, 3);
  expect(await faultOf(companyId)).toMatchObject({ kind: 'rewritten', number: 1 });
  const signedAgain = serviceSigningKey('qr', generateSigningKeyPem());
  await bed.admin('delete from qr.audit_signatures where company_id = $1', [companyId]);
  const [forger] = auditLog(logOfQr, { ...bed.deps, signingKey: signedAgain }).jobs;
  await forger?.run();
  expect(await faultOf(companyId)).toMatchObject({ kind: 'rewritten', number: 1 });
});

it('what a key signed before it was retired stays signed, and nothing that it signs afterwards', async () => {
  const companyId = await companyWithLog();
  const { kid, publicJwk } = bed.deps.signingKey;
  const fresh = serviceSigningKey('qr', generateSigningKeyPem());
  const lookWith = async (retiredAt: Date): Promise<unknown> => {
    const faults: unknown[] = [];
    const retired = [{ kid, publicJwk, retiredAt: retiredAt.toISOString() }];
    await verifyAuditLog({ service: 'qr', db: bed.deps.db, signingKey: { ...fresh, retired } }, (found) => {
      if (found.companyId === companyId) faults.push(found.fault);
    });
    return faults[0];
  };
  const now = bed.deps.clock.now();
  expect(await lookWith(now)).toBeNull();
  expect(await lookWith(new Date(now.getTime() - 1))).toMatchObject({ kind: 'rewritten', number: 1 });
});

it('a look that knows what an earlier one saw misses a chain that is gone with its signatures, and a signed rewriting', async () => {
  const [gone, rewritten, grown] = [await companyWithLog(), await companyWithLog(), await companyWithLog()];
  const kept = { service: 'qr', db: bed.deps.db, signingKey: bed.deps.signingKey } as const;
  const all = await verifyAuditLog(kept, () => undefined);
  const seen = Object.fromEntries(Object.entries(all).filter(([id]) => [gone, rewritten, grown].includes(id)));
  expect(seen[gone]).toMatchObject({ number: 10 });
  await act(grown, 1);
  for (const table of ['entries', 'heads', 'signatures'])
    await change(`delete from qr.audit_${table} where company_id = $1`, gone);
  await bed.admin('delete from qr.audit_signatures where company_id = $1', [rewritten]);
  await recompute(rewritten, 3);
  await signing.run();
  const faults = new Map<string, AuditVerification['fault']>();
  const look = async (): Promise<typeof seen> =>
    await verifyAuditLog({ ...kept, seen }, ({ companyId, fault }) => faults.set(companyId, fault));
  expect(await look()).toMatchObject({ ...seen, [grown]: { number: 11 } });
  expect(faults.get(gone)).toMatchObject({ kind: 'missing', number: 1 });
  expect(faults.get(rewritten)).toMatchObject({ kind: 'rewritten' });
  expect(faults.get(grown)).toBeNull();
});

const by = async (role: 'company-admin' | 'supervisor' | 'super-admin', companyId: string | null): Promise<Client> =>
  served.as(await bed.tokens.staff(role, companyId));

it('an admin lists, verifies and exports the log of their company, and of no other', async () => {
  const [mine, rivals] = [await companyWithLog(), await companyWithLog()];
  const admin = await by('company-admin', mine);
  const page = await admin(logOfQr.list, { query: { limit: 4 } });
  expect(page).toMatchObject({ ok: true, value: { more: true } });
  expect(page.ok && page.value.entries.map((entry) => entry.number)).toEqual([10, 9, 8, 7]);
  const last = await admin(logOfQr.list, { query: { before: 3, subjectId: operator, operation: 'scanTicket' } });
  expect(last.ok && last.value.entries.map((entry) => entry.number)).toEqual([2, 1]);
  const one = await admin(logOfQr.list, { query: { thingKind: 'scan', thingId: '5' } });
  expect(one.ok && one.value.entries.map((entry) => entry.number)).toEqual([6]);
  const none = await admin(logOfQr.list, { query: { to: '2020-01-01T00:00:00Z' } });
  expect(none).toMatchObject({ value: { entries: [] } });
  expect(await admin(logOfQr.verify, { query: {} })).toMatchObject({
    value: { companyId: mine, checkedTo: 10, signedTo: 10, more: false, fault: null },
  });
  const csv = await admin(logOfQr.exportCsv, { query: { after: 8 } });
  const text = csv.ok ? Buffer.from(csv.value.bytes).toString() : '';
  expect(text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['number', '9', '10', '']);
  expect(text).toContain('"{""index"":3,""reason"":""=1+1, \\""so\\""""}"');
  const json = await admin(logOfQr.exportJson, { query: {} });
  const exported: unknown = json.ok ? JSON.parse(Buffer.from(json.value.bytes).toString()) : undefined;
  expect(exported).toMatchObject({ service: 'qr', entries: { length: 10, 0: { digest: expect.any(String) } } });
  for (const operation of Object.values(logOfQr)) {
    expect(await admin(operation, { query: { companyId: rivals } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await (await by('supervisor', mine))(operation, { query: {} })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await (await by('super-admin', null))(operation, { query: { companyId: mine } })).toMatchObject({
      ok: true,
    });
  }
});

it('a look at a long log goes on where the last one ended', async () => {
  const companyId = newId();
  await transaction(bed.deps.db, asService, async (tx) => {
    await recordAct(tx, acting, { company: companyId, thing: { kind: 'scan', id: 1 }, before: null, after: null });
  });
  for (let times = 0; times < 6; times += 1)
    await bed.admin(
      `insert into qr.audit_acts (company_id, subject_id, session_id, operation, thing_kind, thing_id, address, label, request_id, digest)
       select company_id, subject_id, session_id, operation, thing_kind, thing_id, address, label, request_id, digest
         from qr.audit_entries, generate_series(1, 850) where company_id = $1 and number = 1`,
      [companyId],
    );
  const admin = await by('company-admin', companyId);
  const first = await admin(logOfQr.verify, { query: {} });
  expect(first).toMatchObject({ value: { checkedTo: 5_000, more: true, fault: null } });
  await change(`update qr.audit_entries set operation = 'x' ${of} = 5050`, companyId);
  expect(await admin(logOfQr.verify, { query: { after: 5_000 } })).toMatchObject({
    value: { more: false, checkedTo: 5_049, fault: { kind: 'altered', number: 5_050 } },
  });
  expect(await faultOf(companyId)).toMatchObject({ kind: 'altered', number: 5_050 });
});
