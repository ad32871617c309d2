import { sql } from 'kysely';
import type { listMoneyMatters as operation, MoneyMatter } from '@safiri/contracts';
import { asService, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { platformId } from '../ledger/ledger-set.ts';
import { actingAsPlatform } from '../staff.ts';
import { listWaitingDecisions } from './decision-queries.ts';
import { decisionOf } from './decision-view.ts';

const usualLimit = 50;

/** What waits for a person, oldest first, each with the decision that waits for a second one. */
export async function listMoneyMatters(
  ctx: Ctx,
  { actor, query: { after, limit = usualLimit } }: RequestOf<typeof operation>,
): Promise<{ matters: MoneyMatter[]; next: string | null }> {
  actingAsPlatform(actor);
  return await transaction(ctx.db, asService, async (tx) => {
    const rows = await listRows(tx, after ?? '', limit);
    const decisions = await listWaitingDecisions(
      tx,
      rows.map((row) => row.subjectId),
    );
    const matters = rows.map((row): MoneyMatter => {
      const decision = decisions.find(({ subjectId }) => subjectId === row.subjectId);
      return matterOf(row, decision === undefined ? null : decisionOf(decision));
    });
    return { matters, next: rows.length < limit ? null : (rows.at(-1)?.position ?? null) };
  });
}

type Row = Pick<MoneyMatter, 'kind' | 'orderId' | 'subjectId' | 'method' | 'because'> & {
  readonly amountMinor: number;
  readonly currency: string;
  readonly cameMinor: number | null;
  readonly cameCurrency: string | null;
  readonly since: Date;
  readonly position: string;
};

function matterOf(row: Row, decision: MoneyMatter['decision']): MoneyMatter {
  const { kind, orderId, subjectId, method, because, amountMinor, currency, cameMinor, cameCurrency } = row;
  return {
    kind,
    orderId,
    subjectId,
    method,
    amount: { amountMinor, currency },
    came: cameMinor === null || cameCurrency === null ? null : { amountMinor: cameMinor, currency: cameCurrency },
    because,
    since: row.since.toISOString(),
    decision,
  };
}

/** Behind a position: the instant since when something waits, to the microsecond, and what it is. */
async function listRows(tx: Tx, after: string, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with matter as (
      select 'held-attempt' as kind, a.order_id, a.attempt_id as subject_id, a.method, a.amount_minor, a.currency, e.amount_minor as came_minor,
             e.currency as came_currency, a.held_because as because, a.created_at as since
        from attempts a
        left join ledger_entries e on e.company_id = ${platformId} and e.source_kind = 'attempt-held' and e.source_id = a.attempt_id and e.account = 'clearing'
       where a.held_because is not null and a.settled_at is null
      union all
      select 'late-outcome', a.order_id, a.attempt_id, a.method, a.amount_minor, a.currency, l.amount_minor, l.currency, 'told-' || l.said, l.heard_at
        from late_outcomes l join attempts a on a.order_id = l.order_id and a.attempt_id = l.attempt_id
       where a.status = 'failed' and not stands_decided(a.attempt_id, '{give-back}')
         and not (stands_decided(a.attempt_id, '{nothing-came}') and (l.said <> 'succeeded'
           or is_of_another(a.attempt_id, a.method, l.provider_transaction_id)))
      union all
      select 'failed-refund', r.order_id, r.refund_id, a.method, r.amount_minor, r.currency, null, null, r.reason, r.settled_at
        from refunds r left join attempts a on a.order_id = r.order_id and a.attempt_id = r.attempt_id
       where r.status = 'failed'
      union all
      select 'held-refund', r.order_id, r.refund_id, a.method, r.amount_minor, r.currency, null, null, r.held_because, r.due_at
        from refunds r join attempts a on a.order_id = r.order_id and a.attempt_id = r.attempt_id
       where r.held_because is not null and r.settled_at is null),
    placed as (
      select *, concat(to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '/', subject_id) as position from matter)
    select kind, order_id as "orderId", subject_id as "subjectId", method, amount_minor as "amountMinor", currency, came_minor as "cameMinor",
           came_currency as "cameCurrency", because, since, position
      from placed where position collate "C" > ${after} order by position collate "C" limit ${limit}`.execute(tx);
  return rows;
}
