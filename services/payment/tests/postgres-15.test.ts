import { expect, inject, test } from 'vitest';
import { bookingConfirmed } from '@safiri/contracts';
import { movableClock, newId, systemClock } from '@safiri/kernel';
import {
  asService,
  connect,
  createLog,
  createOwnMemory,
  generateSigningKeyPem,
  migrate,
  receive,
  rolesOf,
  serviceSigningKey,
  transaction,
} from '@safiri/runtime';
import { createScratchDatabase } from '@safiri/testkit';
import { inspect } from '../src/audit/inspect.ts';
import { createPayment, paymentMigrations } from '../src/index.ts';
import { cutBalances } from '../src/ledger/cut-balances.ts';
import { platformId } from '../src/ledger/ledger-set.ts';
import { issueReceipts } from '../src/receipts/issue-receipts.ts';
import { tellReceipts } from '../src/receipts/tell-receipts.ts';
import { computeReport } from '../src/taxes/tax-report-queries.ts';
import { importStatement } from '../src/reconciliation/import-statement.ts';
import { settleCompany } from '../src/settlements/settle-company.ts';
import { bookingOf, configOfLedger } from './ledger-desk.ts';
import { platformRequest } from './platform-request.ts';

const postgres15 = inject('postgres15');

test.skipIf('missing' in postgres15)(
  'PostgreSQL 15 takes the migrations, postings, a receipt, a tax report, a cut, an inspection, a settlement and a statement',
  async () => {
    const scratch = await createScratchDatabase('url' in postgres15 ? postgres15.url : '');
    await migrate({ adminUrl: scratch.url, sets: [paymentMigrations] });
    const url = new URL(scratch.url);
    url.username = rolesOf('payment').running;
    const db = connect({ connectionString: url.href, schema: 'payment' });
    try {
      const log = createLog({ level: 'silent', service: 'payment' });
      const callPeer = async () => ({ ok: false, code: 'NO_ANSWER', detail: 'no peer in this test' }) as const;
      const signingKey = serviceSigningKey('payment', generateSigningKeyPem());
      const clock = movableClock(systemClock.now());
      const memory = createOwnMemory(clock);
      const deps = { db, clock, log, callPeer, memory, signingKey, config: configOfLedger };
      const ctx = { ...deps, providers: new Map() };
      const [orderId, companyId] = [newId(), newId()];
      const heard = await receive(db, createPayment(deps).consumers, {
        eventId: newId(),
        type: bookingConfirmed.type,
        source: 'ticketing',
        aggregateId: orderId,
        version: 3,
        occurredAt: deps.clock.now().toISOString(),
        payload: bookingOf(orderId, [{ companyId, amountMinor: 5_000 }]),
      });
      expect(heard).toBe('handled');
      expect(await issueReceipts(ctx, 1)).toBe(true);
      expect(await tellReceipts(ctx)).toBe(false);
      const days = { fromDate: '2026-01-01', toDate: '2999-01-01' };
      const report = async () =>
        await transaction(
          db,
          asService,
          async (tx) => await computeReport(tx, { companyId, currency: 'RWF', ...days }),
        );
      expect(await report()).toMatchObject({ receipts: 1, soldMinor: 5_000, taxes: [] });
      expect(await cutBalances(ctx)).toBe(false);
      const scope = { orderIds: [orderId, platformId], tripIds: [] };
      const findings = await transaction(db, asService, async (tx) => await inspect(tx, scope));
      expect(findings.map(({ kind }) => kind)).toEqual(['money-not-applied']);
      const today = deps.clock.now().toISOString().slice(0, 10);
      const settling = settleCompany(ctx, {
        ...platformRequest,
        params: { companyId },
        query: {},
        body: { currency: 'RWF', toDate: today },
      });
      await expect(settling).rejects.toMatchObject({ code: 'PERIOD_NOT_OVER' });
      const text = `id,type,status,amount,currency,fee,reference,created_at\nx,payment,captured,10,KES,1,SF-1,2026-11-21T08:00:00Z`;
      const taken = await importStatement(ctx, {
        ...platformRequest,
        params: { method: 'card' },
        query: { from: '2026-11-21T00:00:00Z', until: '2026-11-22T00:00:00Z' },
        body: Buffer.from(text),
      });
      expect(taken).toMatchObject({ lines: 1, openCases: 1 });
    } finally {
      await db.close();
      await scratch.drop();
    }
  },
);
