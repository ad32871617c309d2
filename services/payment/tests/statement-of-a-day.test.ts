import { afterAll, beforeAll, expect, it } from 'vitest';
import { importStatement } from '../src/reconciliation/import-statement.ts';
import { openLedgerDesk, type LedgerDesk } from './ledger-desk.ts';
import { platformRequest } from './platform-request.ts';
import { statementTestConfig } from './statement-test-config.ts';

/** Every thousandth payment differs in each of these ways. */
const every = 1_000;
const { long, payments } = statementTestConfig;

let desk: LedgerDesk;
beforeAll(async () => {
  desk = await openLedgerDesk();
});
afterAll(async () => await desk.close());

/** Attempts that succeeded, with what they left in the ledger. */
async function fill(): Promise<void> {
  await desk.force(`
    create temporary table made as
      select n, gen_random_uuid() as order_id, gen_random_uuid() as attempt_id from generate_series(1, ${payments}) n;
    insert into attempts (order_id, attempt_id, version, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency, order_reference,
                          provider_reference, provider_transaction_id, status, cause, created_at, last_sent_at, settled_at)
    select order_id, attempt_id, 2, gen_random_uuid(), 'key', 'f', 'mtn-momo', '+250788123456', 5000, 'RWF', 'SF-' || n, gen_random_uuid(), 'tx-' || n,
           'succeeded', 'confirmed', now(), now(), now() from made;
    insert into attempt_changes (order_id, attempt_id, version, to_status, cause) select order_id, attempt_id, 2, 'succeeded', 'confirmed' from made;
    insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, method, order_id, amount_minor, currency)
    select '00000000-0000-0000-0000-000000000000', 'attempt-succeeded', attempt_id, e, (array['clearing', 'passenger-money'])[e], (array['mtn-momo', ''])[e], order_id,
           (3 - 2 * e) * 5000, 'RWF' from made, generate_series(1, 2) e;
    drop table made`);
}

/** The statement of that day: of each thousand one payment is missing there, one is missing here, one has another amount, one came twice. */
function statement(): Buffer {
  const lines = ['Financial Transaction Id,External Id,Date,Status,Type,Amount,Currency,Fee'];
  const add = (id: string, reference: string, amount = 5_000) =>
    lines.push(`${id},${reference},2026-11-22 08:00:00,Successful,Request to Pay,${amount},RWF,25`);
  for (let n = 1; n <= payments; n += 1) {
    if (n % every === 1) add(`stranger-${n}`, `XX-${n}`);
    else add(`tx-${n}`, `SF-${n}`, n % every === 2 ? 4_000 : undefined);
    if (n % every === 3) add(`again-${n}`, `SF-${n}`);
  }
  return Buffer.from(lines.join('\n'));
}

it(
  `a statement of ${payments} payments is taken in and compared, and each difference is found`,
  { timeout: 600_000 },
  async () => {
    await fill();
    const now = desk.ctx.clock.now().getTime();
    const [from, until] = [now - 3_600_000, now + 3_600_000].map((time) => new Date(time).toISOString());
    const began = performance.now();
    const answer = await importStatement(desk.ctx, {
      ...platformRequest,
      params: { method: 'mtn-momo' },
      query: { from: from ?? '', until: until ?? '' },
      body: statement(),
    });
    const seconds = (performance.now() - began) / 1_000;
    if (long) console.log(`${payments} lines in ${seconds.toFixed(1)} s`);
    const differing = payments / every;
    expect(answer).toMatchObject({ lines: payments + differing, problems: 0, openCases: 4 * differing });
    const kinds = await desk.bed.admin(
      'select kind, count(*)::integer as count from payment.reconciliation_cases group by 1 order by 1',
    );
    expect(kinds).toEqual(
      ['amount-differs', 'duplicate', 'missing-here', 'missing-there'].map((kind) => ({ kind, count: differing })),
    );
    expect((await desk.sums())['provider-fees mtn-momo']).toBe(25 * (payments + differing));
  },
);
