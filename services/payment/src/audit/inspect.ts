import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import { longestSentence, mostFindings, type Finding, type Scope } from '@safiri/runtime/audit';
import { askedAttempts, attemptChecks } from './attempt-checks.ts';
import { askedCash, cashChecks } from './cash-checks.ts';
import { askedEntries, ledgerChecks } from './ledger-checks.ts';
import { askedReceipts, receiptChecks } from './receipt-checks.ts';
import { askedRefunds, refundChecks } from './refund-checks.ts';

/** All checks of some orders in one statement, hence on one snapshot. It reads by index and locks nothing. */
export async function inspect(tx: Tx, { orderIds }: Scope): Promise<readonly Finding[]> {
  const { rows } = await sql<Finding>`
    with asked as (select unnest(${orderIds}::uuid[]) as order_id), ${askedAttempts(orderIds)}, ${askedRefunds(orderIds)},
    ${askedEntries(orderIds)}, ${askedReceipts(orderIds)}, ${askedCash(orderIds)},
    findings as (${sql.join([...attemptChecks, ...refundChecks, ...ledgerChecks, ...receiptChecks, ...cashChecks], sql` union all `)})
    select kind, subject, order_id as "orderId", trip_id as "tripId", left(sentence, ${longestSentence}) as sentence from findings
     order by kind, subject limit ${mostFindings}`.execute(tx);
  return rows;
}
