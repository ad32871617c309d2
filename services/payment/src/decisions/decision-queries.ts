import { sql } from 'kysely';
import type { MoneyDecision } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** A decision as it was made. */
export type Decision = Pick<
  MoneyDecision,
  'decisionId' | 'orderId' | 'subjectId' | 'action' | 'reason' | 'reference' | 'decidedBy'
> & {
  readonly subjectKind: 'attempt' | 'refund';
  readonly amountMinor: number;
  readonly currency: string;
  /** Of a refund settled by hand: what its payment company gave back itself; null where that was not said. */
  readonly paidBackMinor: number | null;
  readonly needsSecond: boolean;
  readonly decidedAt: Date;
};

/** And what a second person said to it; null where nobody did, or had to. */
export type DecisionRow = Decision & {
  readonly verdict: 'approved' | 'refused' | null;
  readonly lookedBy: string | null;
};

const rows = sql`
  select d.decision_id as "decisionId", d.subject_kind as "subjectKind", d.order_id as "orderId", d.subject_id as "subjectId", d.action,
         d.amount_minor as "amountMinor", d.currency, d.reason, d.reference, d.paid_back_minor as "paidBackMinor", d.needs_second as "needsSecond", d.decided_by as "decidedBy",
         d.decided_at as "decidedAt", l.verdict, l.looked_by as "lookedBy"
    from money_decisions d left join money_second_looks l on l.decision_id = d.decision_id`;
const waits = sql`d.needs_second and l.decision_id is null`;

/** Holds the attempt or refund until the transaction ends, so that one decision about it is made at a time. False when there is none. */
export async function lockSubject(
  tx: Tx,
  { subjectKind, orderId, subjectId }: Pick<Decision, 'subjectKind' | 'orderId' | 'subjectId'>,
): Promise<boolean> {
  const found = await sql`
    select from ${sql.table(`${subjectKind}s`)} where order_id = ${orderId} and ${sql.ref(`${subjectKind}_id`)} = ${subjectId} for update`.execute(
    tx,
  );
  return found.rows.length === 1;
}

export async function findDecision(tx: Tx, decisionId: string): Promise<DecisionRow | undefined> {
  const found = await sql<DecisionRow>`${rows} where d.decision_id = ${decisionId}`.execute(tx);
  return found.rows[0];
}

export async function findDecisionByKey(tx: Tx, by: string, key: string): Promise<DecisionRow | undefined> {
  const found = await sql<DecisionRow>`${rows} where d.decided_by = ${by} and d.idempotency_key = ${key}`.execute(tx);
  return found.rows[0];
}

/** Of these attempts and refunds, the decisions that wait for a second person: one each at the most. */
export async function listWaitingDecisions(tx: Tx, subjectIds: readonly string[]): Promise<DecisionRow[]> {
  const found = await sql<DecisionRow>`
    ${rows} where d.subject_id = any (${subjectIds}::uuid[]) and ${waits} order by d.decided_at limit 100`.execute(tx);
  return found.rows;
}

/** False when that person used the key for another decision, at this moment. */
export async function insertDecision(tx: Tx, made: Decision, key: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into money_decisions (decision_id, subject_kind, order_id, subject_id, action, amount_minor, currency, reason, reference, paid_back_minor, needs_second,
                                 idempotency_key, decided_by, decided_at)
    values (${made.decisionId}, ${made.subjectKind}, ${made.orderId}, ${made.subjectId}, ${made.action}, ${made.amountMinor}, ${made.currency},
            ${made.reason}, ${made.reference}, ${made.paidBackMinor}, ${made.needsSecond}, ${key}, ${made.decidedBy}, ${made.decidedAt})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function insertSecondLook(
  tx: Tx,
  look: Pick<Decision, 'decisionId' | 'decidedBy' | 'reason'> & {
    readonly verdict: 'approved' | 'refused';
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await sql`
    insert into money_second_looks (decision_id, decided_by, verdict, reason, looked_by, looked_at)
    values (${look.decisionId}, ${look.decidedBy}, ${look.verdict}, ${look.reason}, ${look.by}, ${look.at})`.execute(
    tx,
  );
}
