import { afterAll, beforeAll, expect, it } from 'vitest';
import { guestOrdersClaimed, ordersErased, paymentPersonalData } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { dueOf } from '../../tests/ledger-desk.ts';
import { openReceiptDesk, type ReceiptDesk } from '../../tests/receipt-desk.ts';
import { asService, transaction } from '@safiri/runtime';
import { forgetOldPayers, forgetSteps } from './forget.ts';

let desk: ReceiptDesk;
let companyId: string;
beforeAll(async () => {
  desk = await openReceiptDesk();
  companyId = await desk.company();
});
afterAll(async () => await desk.close());

type Order = { readonly orderId: string };

async function phoneOf({ orderId }: Order): Promise<unknown> {
  const [row] = await desk.bed.admin<{ phone: string | null }>(
    'select payer_phone as phone from payment.attempts where order_id = $1',
    [orderId],
  );
  return row?.phone;
}
async function callerOf({ orderId }: Order): Promise<unknown> {
  const [row] = await desk.bed.admin<{ caller: string }>(
    'select caller_id as caller from payment.attempts where order_id = $1',
    [orderId],
  );
  return row?.caller;
}
async function ownerOf({ orderId }: Order): Promise<unknown> {
  const [row] = await desk.bed.admin<{ owner: string }>(
    'select owner_id as owner from payment.receipts where order_id = $1',
    [orderId],
  );
  return row?.owner;
}
const claimed = async (order: Order, guestId: string, accountId: string): Promise<void> =>
  void (await desk.bed.hear(desk.payment, guestOrdersClaimed, {
    guestId,
    accountId,
    orders: [{ orderId: order.orderId, version: 4 }],
  }));

it('attempts and receipts of a guest follow its orders to the account, whichever is heard of first, and however often', async () => {
  const accountId = newId();
  const early = await desk.booked(companyId, 5_000);
  await desk.issue();
  const guestId = String(await callerOf(early));
  for (let time = 0; time < 2; time += 1) await claimed(early, guestId, accountId);
  expect([await callerOf(early), await ownerOf(early)]).toEqual([accountId, accountId]);

  const [paid, anotherId] = [await desk.paid(5_000), newId()];
  await claimed(paid, String(await callerOf(paid)), anotherId);
  const late = { ...early, ...paid, link: paid.orderId.replaceAll('-', '').slice(-22) };
  await desk.hearBooking({ ...late, ownerId: newId() });
  await desk.issue();
  expect([await callerOf(paid), await ownerOf(paid)]).toEqual([anotherId, anotherId]);
});

it('a key that both used stays with the guest', async () => {
  const accountId = newId();
  const [one, two] = [await desk.paid(), await desk.paid()];
  const guestId = String(await callerOf(two));
  await claimed(one, String(await callerOf(one)), accountId);
  await claimed(two, guestId, accountId);
  expect([await callerOf(one), await callerOf(two)]).toEqual([accountId, guestId]);
});

it('the number of a payer goes with the order’s names, and stays while money may go back to it', async () => {
  const [done, owing] = [await desk.booked(companyId, 5_000), await desk.booked(companyId, 5_000)];
  await desk.hearRefundDue(dueOf(owing, 5_000, [{ companyId, amountMinor: 5_000 }]));
  const orders = [done, owing].map(({ orderId }) => ({ orderId, version: 9 }));
  for (let time = 0; time < 2; time += 1) await desk.bed.hear(desk.payment, ordersErased, { orders });
  expect([await phoneOf(done), await phoneOf(owing)]).toEqual([null, '+250788123456']);
  await desk.force(
    `update refunds set status = 'succeeded', provider_transaction_id = 'x', provider_reference = gen_random_uuid(), settled_at = now(), next_check_at = null where order_id = '${owing.orderId}'`,
  );
  await desk.bed.hear(desk.payment, ordersErased, { orders });
  expect(await phoneOf(owing)).toBeNull();
});

it('nobody is mailed a receipt of an order that was erased before it was asked for', async () => {
  const paid = await desk.paid(5_000);
  await desk.bed.hear(desk.payment, ordersErased, { orders: [{ orderId: paid.orderId, version: 9 }] });
  const booking = await desk.booked(companyId, 5_000);
  await desk.hearBooking({ ...booking, orderId: paid.orderId, contact: { phone: null, email: 'gone@example.org' } });
  expect(await desk.bed.admin(`select from payment.receipt_requests where mail_to = 'gone@example.org'`)).toEqual([]);
});

it('a number is forgotten by its owner’s wish wherever it paid, also from lines that could not be read', async () => {
  const order = await desk.paid();
  await desk.force(`
    insert into statement_imports (import_id, method, sha256, covers_from, covers_until, imported_by, imported_at)
    values ('${order.orderId}', 'mtn-momo', '${order.orderId}', now() - interval '1 day', now(), gen_random_uuid(), now());
    insert into statement_problems values ('${order.orderId}', 1, 'unreadable', 'x;250788123456;y')`);
  await transaction(desk.bed.deps.db, asService, async (tx) => {
    for (const step of forgetSteps) await step(tx, { subjectIds: [newId()], phones: ['+250788123456'], emails: [] });
  });
  expect(await phoneOf(order)).toBeNull();
  expect(await desk.bed.admin(`select from payment.statement_problems where line <> ''`)).toEqual([]);
});

it('numbers of payers go some days after the money was settled', async () => {
  const order = await desk.paid();
  const forgetBefore = async (days: number): Promise<boolean> =>
    await transaction(
      desk.bed.deps.db,
      asService,
      async (tx) => await forgetOldPayers(tx, new Date(desk.ctx.clock.now().getTime() + days * 86_400_000)),
    );
  await forgetBefore(-1);
  expect(await phoneOf(order)).toBe('+250788123456');
  await forgetBefore(1);
  expect(await phoneOf(order)).toBeNull();
});

it('what is in the way is money that is owed or under way', async () => {
  const auth = (await desk.served()).asPeer(await desk.bed.tokens.service('auth', 'payment'));
  const asked = async (order: Order): Promise<unknown> => {
    const body = { subjectIds: [String(await callerOf(order))], phones: [], emails: [] };
    const answer = await auth(paymentPersonalData.listObstacles, { body });
    return answer.ok ? answer.value.obstacles.map(({ kind }) => kind) : answer.code;
  };
  const [fine, owed, open] = [await desk.paid(), await desk.paid(), await desk.paid()];
  await desk.hearRefundDue(dueOf(owed, 5_000));
  await desk.force(
    `update attempts set status = 'pending', settled_at = null, provider_transaction_id = null where order_id = '${open.orderId}'`,
  );
  expect([await asked(fine), await asked(owed), await asked(open)]).toEqual([[], ['refund-owed'], ['payment-open']]);
});
