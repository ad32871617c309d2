import { sql, type RawBuilder } from 'kysely';
import type { ordersErased, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { ForgetStep } from '@safiri/runtime/privacy';

const stepRows = 200;

/**
 * A payer's number is needed as long as money may move: to ask for it, and by some payment companies to give it back. What is
 * still open then loses its number some days after it is settled.
 */
const needed: RawBuilder<boolean> = sql`(a.settled_at is null or exists (
  select from refunds r where r.order_id = a.order_id and r.attempt_id = a.attempt_id and r.status <> 'succeeded'))`;

/** The fingerprint is a hash of what was asked, number included, which is found by trying all numbers. */
async function forgetPayers(tx: Tx, which: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`
    update attempts set payer_phone = null, fingerprint = '' where (order_id, attempt_id) in (
      select a.order_id, a.attempt_id from attempts a
       where a.payer_phone is not null and not ${needed} and ${which} limit ${stepRows} for update skip locked)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** Nobody is mailed about these orders any more, and who paid for them is not known here any more. */
export async function onOrdersErased(tx: Tx, { orders }: PayloadOf<typeof ordersErased>): Promise<void> {
  const orderIds = orders.map(({ orderId }) => orderId);
  await sql`insert into erased_orders (order_id) select distinct id from unnest(${orderIds}::uuid[]) as id order by id on conflict do nothing`.execute(
    tx,
  );
  for (const table of ['receipt_requests', 'receipts'])
    await sql`update ${sql.table(table)} set mail_to = null where order_id = any (${orderIds}::uuid[]) and mail_to is not null`.execute(
      tx,
    );
  while ((await forgetPayers(tx, sql`a.order_id = any (${orderIds}::uuid[])`)) === stepRows);
}

const forgetOwnPayers: ForgetStep = async (tx, { subjectIds, phones }) =>
  (await forgetPayers(
    tx,
    sql`(a.caller_id = any (${subjectIds}::uuid[]) or a.payer_phone = any (${phones}::text[]))`,
  )) === stepRows;

/** Statements write numbers without their plus. */
const forgetLines: ForgetStep = async (tx, { phones, emails }) => {
  const texts = [...phones.map((phone) => phone.slice(1)), ...emails];
  if (texts.length > 0)
    await sql`
      update statement_problems set line = '' where line <> '' and exists (
        select from unnest(${texts}::text[]) as t (text) where strpos(lower(line), t.text) > 0)`.execute(tx);
  return false;
};

export const forgetSteps: readonly ForgetStep[] = [forgetOwnPayers, forgetLines];

/** Numbers of payers, and lines of statements that could not be read, of before an instant; answers whether more may wait. */
export async function forgetOldPayers(tx: Tx, before: Date): Promise<boolean> {
  await sql`
    update statement_problems set line = '' where line <> '' and import_id in (select import_id from statement_imports where imported_at < ${before})`.execute(
    tx,
  );
  return (await forgetPayers(tx, sql`a.created_at < ${before} and a.settled_at < ${before}`)) === stepRows;
}
