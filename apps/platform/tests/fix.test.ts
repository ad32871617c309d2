import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { openTestbed, type Testbed } from '@safiri/testkit';

/** `npm run fix` as it is run by hand, with a fix that is here. */
const program = fileURLToPath(new URL('../src/commands/fix.ts', import.meta.url));
const title = 'payment/traces_of_refunds';
/** Each call is a process that reads the whole platform: a second of a quiet machine. */
const patience = 240_000;
const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

let bed: Testbed;
let folder: string;
beforeAll(async () => {
  bed = await openTestbed({ service: 'payment', postgres: inject('postgres'), watchesActs: false });
  folder = await mkdtemp(path.join(tmpdir(), 'safiri-fix-'));
});
afterAll(async () => {
  await bed.close();
  await rm(folder, { recursive: true, force: true });
});

it(
  'lists what there is and refuses what it cannot do without making a database',
  async () => {
    expect(await fix()).toEqual({ exitCode: 0, said: expect.stringContaining(`  ${title}  never ran\n`) });
    expect(await fix(title, '--apply')).toMatchObject({ exitCode: 2 });
    expect(await readdir(path.join(folder, 'data')).catch(() => [])).toEqual([]);
  },
  patience,
);

it(
  'changes nothing until it is told to, then what is wrong, once, and keeps who did it',
  async () => {
    // As beside a running product.
    await mkdir(path.join(folder, 'data'));
    const running = { adminUrl: bed.deps.db.connectionString, address: '', processId: process.pid };
    await writeFile(path.join(folder, 'data', 'running.json'), JSON.stringify(running));
    const [open, over] = [await plantRefund('due'), await plantRefund('failed')];

    expect(await fix(title)).toEqual({ exitCode: 0, said: `${title} would change 1 rows. Nothing was changed.\n` });
    expect([await traceOf(open), await runs()]).toEqual([null, []]);

    expect((await fix(title, '--apply', '--by', 'Jane')).said).toBe(`${title} has changed 1 rows.\n`);
    expect([await traceOf(open), await traceOf(over)]).toEqual([trace, null]);

    expect((await fix(title, '--apply', '--by', 'Joe')).said).toMatch(/changed 0 rows: there was nothing left to do/);
    const name = 'traces_of_refunds';
    expect(await runs()).toEqual([
      { name, by: 'Jane', rows: 1, ended: true },
      { name, by: 'Joe', rows: 0, ended: true },
    ]);
  },
  patience,
);

async function fix(...args: readonly string[]): Promise<{ exitCode: number; said: string }> {
  const env = {
    PATH: path.dirname(process.execPath),
    SAFIRI_DATA_DIR: path.join(folder, 'data'),
    NODE_COMPILE_CACHE: folder,
  };
  const ended = await promisify(execFile)(process.execPath, [program, ...args], { env }).catch(
    (error: unknown) => error,
  );
  const { code = 0, stdout, stderr } = ended as { code?: number; stdout: string; stderr: string };
  return { exitCode: code, said: stdout + stderr };
}

async function runs(): Promise<unknown[]> {
  return await bed.admin(
    `select name, started_by as by, changed_rows::integer as rows, finished_at is not null as ended from payment.data_fixes order by started_at`,
  );
}

async function traceOf(refundId: string): Promise<string | null | undefined> {
  const [row] = await bed.admin<{ trace: string | null }>('select trace from payment.refunds where refund_id = $1', [
    refundId,
  ]);
  return row?.trace;
}

/** A refund of before refunds knew their trace. */
async function plantRefund(status: 'due' | 'failed'): Promise<string> {
  const ids = { order: newId(), attempt: newId(), refund: newId() };
  await bed.admin(
    `insert into payment.attempts (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency,
       order_reference, provider_reference, provider_transaction_id, status, cause, created_at, last_sent_at, settled_at, trace)
     values ($1, $2, $2, $2::uuid::text, 'asked', 'mtn-momo', '+250788000000', 5000, 'RWF', 'ABC123', $2, $2::uuid::text, 'succeeded', 'told', now(), now(), now(), $3)`,
    [ids.order, ids.attempt, trace],
  );
  const over = status === 'failed';
  await bed.admin(
    `insert into payment.refunds (order_id, refund_id, attempt_id, amount_minor, currency, order_reference, status, cause, reason, due_at, settled_at)
     values ($1, $2, $3, 5000, 'RWF', 'ABC123', $4, 'told', ${over ? `'provider-error', now(), now()` : 'null, now(), null'})`,
    [ids.order, ids.refund, ids.attempt, status],
  );
  return ids.refund;
}
