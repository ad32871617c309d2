import {
  adjustCompany,
  askPayoutAccount,
  checkOutOrder,
  confirmRefund,
  decideAttempt,
  decidePayoutAccount,
  holdSeatsForCustomer,
  importStatement,
  listCashOwed,
  listCompanyReceipts,
  listReconciliationCases,
  moveCash,
  openCashSession,
  quoteRefund,
  setCashRule,
  setCommissionPlan,
  setTaxRate,
  settleCompany,
  takeCash,
} from '@safiri/contracts';
import { addDays, localDate, newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import type { Product } from './open-product.ts';
import type { Facts } from './planted.ts';
import { must, type Tenant, type Tenants } from './tenants.ts';

type Books = {
  readonly product: Product;
  readonly tenant: Tenant;
  readonly facts: Facts;
  readonly admin: Client;
  readonly operator: Client;
};

const currency = 'UGX';
const deviceId = newId();

/** What a tenant has of money: a drawer with sales and a refund that is owed, accounts, rules, adjustments, a settlement; and the operator's matters. */
export async function plantMoney(product: Product, { a: tenant, platform }: Tenants, facts: Facts): Promise<void> {
  const admin = product.as(await tenant.staff['company-admin'].token());
  const operator = product.as(await platform.token());
  const books = { product, tenant, facts, admin, operator };
  await plantDrawer(books);
  await plantRules(books);
  await plantAccount(books);
  await plantMatters(books);
  await plantSettlement(books);
  await plantReceipts(books);
}

async function plantDrawer({ product, tenant, facts }: Books): Promise<void> {
  const agent = product.as(await tenant.staff.agent.token());
  const float = [{ valueMinor: 50_000, pieces: 10 }];
  const { sessionId } = must(await agent(openCashSession, { idempotencyKey: newId(), body: { currency, float } }));
  const params = { sessionId };
  const body = { kind: 'safe-drop', amountMinor: 1_000, reason: 'hush: to the safe' } as const;
  must(await agent(moveCash, { params, idempotencyKey: newId(), body }));
  const held = must(
    await agent(holdSeatsForCustomer, {
      params: { companyId: tenant.companyId },
      idempotencyKey: newId(),
      body: {
        channel: 'counter',
        trips: [{ tripId: Number(facts.find(takeCash, 'tripId')?.value), from: 0, to: 1, any: { count: 2 } }],
      },
    }),
  );
  const { orderId } = held;
  const passengers = held.claims.map(({ claimId }) => ({ claimId, name: 'Hush at the counter' }));
  const order = must(
    await agent(checkOutOrder, { params: { orderId }, body: { contact: { phone: '+256711900002' }, passengers } }),
  );
  const tenderedMinor = order.total.amountMinor;
  must(
    await agent(takeCash, {
      params,
      idempotencyKey: newId(),
      body: { orderId, tenderedMinor, deviceId, saleNo: 1 },
    }),
  );
  await product.pass(5);
  const claimIds = held.claims.map(({ claimId }) => claimId);
  const { quoteId } = must(await agent(quoteRefund, { params: { orderId }, body: { claimIds } }));
  must(await agent(confirmRefund, { params: { orderId, quoteId }, idempotencyKey: newId() }));
  await product.pass(5);
  const { owed } = must(await agent(listCashOwed, { query: { orderReference: order.reference } }));
  facts.plant({
    'payment.sessionId': sessionId,
    deviceId,
    'takeCash.orderId': orderId,
    agentId: tenant.staff.agent.id,
    refundId: owed[0]?.refundId,
    'payOutRefund.orderReference': order.reference,
    'listCashOwed.orderReference': order.reference,
    'decideRefund.orderId': orderId,
  });
  facts.secret(order.reference);
}

async function plantRules({ product, tenant, facts, admin, operator }: Books): Promise<void> {
  const params = { companyId: tenant.companyId };
  const validFrom = new Date(product.bed.deps.clock.now().getTime() + 86_400_000).toISOString();
  must(await admin(setCashRule, { params, body: { currency, validFrom, varianceLimitMinor: 7_777_001 } }));
  must(await operator(setCommissionPlan, { params, body: { currency, validFrom, basisPoints: 777, perSeatMinor: 0 } }));
  const vat = { name: 'Hush tax', treatment: 'included', basisPoints: 1_777, remittedBy: 'company' } as const;
  must(await operator(setTaxRate, { params, body: { currency, validFrom, ...vat } }));
  const adjustmentId = newId();
  const body = { adjustmentId, amountMinor: 7_777_003, currency, reason: 'hush: paid by hand' };
  must(await operator(adjustCompany, { params, body }));
  facts.plant({ adjustmentId });
  facts.secret('7777001', '7777003');
}

async function plantAccount({ tenant, facts, admin, operator }: Books): Promise<void> {
  const { companyId } = tenant;
  const ask = async (number: string): Promise<string> => {
    const accountId = newId();
    const destination = { kind: 'bank', institution: 'Hush Bank', number, holder: 'Hush Coaches Ltd' } as const;
    const body = { accountId, currency, validFrom: new Date(0).toISOString(), destination };
    must(await admin(askPayoutAccount, { params: { companyId }, body }));
    return accountId;
  };
  const accountId = await ask('UG12 HUSH 0001 2345 67');
  const body = { decision: 'confirmed', reason: 'hush: called them back' } as const;
  must(await operator(decidePayoutAccount, { params: { companyId, accountId }, body }));
  facts.plant({ accountId, 'decidePayoutAccount.accountId': await ask('UG12 HUSH 0001 2345 68') });
}

/** What waits for the platform's people: a decision that needs a second look, and a difference with a payment company. */
async function plantMatters({ product, facts, operator }: Books): Promise<void> {
  const of = (name: string) => String(facts.find(decideAttempt, name)?.value);
  const [orderId, attemptId] = [of('orderId'), of('attemptId')];
  const amount = facts.find(decideAttempt, 'amount')?.value as { amountMinor: number; currency: string };
  const decision = must(
    await operator(decideAttempt, {
      params: { orderId, attemptId },
      idempotencyKey: newId(),
      body: { action: 'give-back', amount, reason: 'hush: nobody knows' },
    }),
  );
  const now = product.bed.deps.clock.now().getTime();
  const [from = '', until = ''] = [now - 3_600_000, now + 3_600_000].map((time) => new Date(time).toISOString());
  const line = `stranger,HUSH-1,${from.slice(0, 10)} 08:00:00,Successful,Request to Pay,5000,UGX,25`;
  const statement = `Financial Transaction Id,External Id,Date,Status,Type,Amount,Currency,Fee\n${line}`;
  const params = { method: 'mtn-momo' } as const;
  must(await operator(importStatement, { params, query: { from, until }, body: Buffer.from(statement) }));
  const { cases } = must(await operator(listReconciliationCases, {}));
  facts.plant({ decisionId: decision.decisionId, caseId: cases[0]?.caseId, method: 'mtn-momo' });
}

/** The database's clock decides when a day is over: what was posted is made three days older, and the last day settled is over in all zones. */
async function plantSettlement({ product, tenant, facts, operator }: Books): Promise<void> {
  const { bed } = product;
  await bed.admin(`begin; set local session_replication_role = replica;
    update payment.ledger_entries set posted_at = posted_at - interval '3 days'; commit`);
  const toDate = addDays(localDate(bed.deps.clock.now(), 'Africa/Kampala'), -2);
  const settlement = must(
    await operator(settleCompany, { params: { companyId: tenant.companyId }, body: { currency, toDate } }),
  );
  facts.plant({ settlementId: settlement.settlementId, fromDate: settlement.fromDate, toDate, currency });
}

async function plantReceipts({ tenant, facts, admin }: Books): Promise<void> {
  const { receipts } = must(await admin(listCompanyReceipts, { params: { companyId: tenant.companyId } }));
  facts.plant({ receiptId: receipts[0]?.receiptId });
}
