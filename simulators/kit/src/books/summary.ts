import type { Reader } from './open-books.ts';
import { oneOf, text, wholeNumber } from './rows.ts';
import { statuses } from './transactions.ts';

/** Counts and sums by kind, currency and status: few rows, whatever the number of transactions. */
export function summariseTransactions(reader: Reader): object[] {
  return reader
    .list(
      `select kind, currency, status, count(*) as count, sum(amount_minor) as amount_minor
       from transactions group by kind, currency, status order by kind, currency, status limit 200`,
    )
    .map((row) => ({
      kind: text(row, 'kind'),
      currency: text(row, 'currency'),
      status: oneOf(row, 'status', statuses),
      count: wholeNumber(row, 'count'),
      amountMinor: wholeNumber(row, 'amount_minor'),
    }));
}

/** What the tables cannot forbid by themselves, each with the query that finds an offender. */
const audits: readonly { problem: string; sql: string }[] = [
  {
    problem: 'a balance is not what was opened plus what moved',
    sql: `with flows as (
            select to_owner as owner, currency, amount_minor as change_minor from moves
            union all select from_owner, currency, -amount_minor from moves),
          sums as (select owner, currency, sum(change_minor) as change_minor from flows group by owner, currency)
          select a.owner || ' ' || a.currency as offender from accounts a left join sums s using (owner, currency)
          where a.balance_minor <> a.opened_minor + coalesce(s.change_minor, 0) limit 20`,
  },
  {
    problem: 'a transaction succeeded without its money, or money moved without success',
    sql: `select t.reference_id as offender from transactions t left join moves m using (reference_id)
          where (t.status = 'SUCCESSFUL') <> (m.reference_id is not null) or m.amount_minor <> t.amount_minor or m.currency <> t.currency limit 20`,
  },
  {
    problem: 'a charge counts other refunds than there are',
    sql: `select c.reference_id as offender from transactions c where c.kind = 'charge' and c.refunded_minor <>
            (select coalesce(sum(r.reserved_minor), 0) from transactions r where r.charge_id = c.reference_id and r.status <> 'FAILED') limit 20`,
  },
];

/** Every contradiction in the books, at most twenty of a sort; none in books that are right. */
export function auditBooks(reader: Reader): { problem: string; offender: string }[] {
  return audits.flatMap(({ problem, sql }) =>
    reader.list(sql).map((row) => ({ problem, offender: text(row, 'offender') })),
  );
}
