import { sql, type RawBuilder } from 'kysely';
import type { CashCount, CashSessionStatus } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { CashAgent } from './cash-agent.ts';

/** A session as the work on it needs it. */
export type SessionRow = {
  readonly sessionId: string;
  readonly companyId: string;
  readonly agentId: string;
  readonly currency: string;
  readonly status: CashSessionStatus;
  readonly fingerprint: string;
  readonly lines: number;
  readonly places: readonly string[];
};

const columns = sql`
  session_id as "sessionId", company_id as "companyId", agent_id as "agentId", currency, status, fingerprint, lines,
  to_jsonb(places) as places`;

export type NewSession = CashAgent & {
  readonly sessionId: string;
  readonly currency: string;
  readonly places: readonly string[];
  readonly floatCount: CashCount;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly now: Date;
};

/** False when the key was used before, or the agent has an open session in that currency. */
export async function insertSession(tx: Tx, session: NewSession): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into cash_sessions (session_id, company_id, agent_id, currency, places, status, float_count, idempotency_key, fingerprint, opened_at)
    values (${session.sessionId}, ${session.companyId}, ${session.agentId}, ${session.currency}, ${session.places}::uuid[], 'open', ${JSON.stringify(session.floatCount)}::jsonb,
            ${session.idempotencyKey}, ${session.fingerprint}, ${session.now})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function findSessionByKey(
  tx: Tx,
  { agentId }: CashAgent,
  idempotencyKey: string,
): Promise<SessionRow | undefined> {
  return await findWhere(tx, sql`agent_id = ${agentId} and idempotency_key = ${idempotencyKey}`);
}

export async function findOpenSession(
  tx: Tx,
  { agentId, companyId }: CashAgent,
  currency: string,
): Promise<SessionRow | undefined> {
  return await findWhere(
    tx,
    sql`company_id = ${companyId} and agent_id = ${agentId} and currency = ${currency} and status = 'open'`,
  );
}

/** An agent's own session. */
export async function findOwnSession(tx: Tx, agent: CashAgent, sessionId: string): Promise<SessionRow | undefined> {
  return await findWhere(tx, own(agent, sessionId));
}

/** The same, with whoever else would change it made to wait for this transaction. */
export async function lockOwnSession(tx: Tx, agent: CashAgent, sessionId: string): Promise<SessionRow | undefined> {
  return await findWhere(tx, sql`${own(agent, sessionId)} for update`);
}

/** Anybody's session, held until the transaction ends. */
export async function lockSession(tx: Tx, sessionId: string): Promise<SessionRow | undefined> {
  return await findWhere(tx, sql`session_id = ${sessionId} for update`);
}

function own({ agentId, companyId }: CashAgent, sessionId: string): RawBuilder<unknown> {
  return sql`session_id = ${sessionId} and agent_id = ${agentId} and company_id = ${companyId}`;
}

async function findWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select ${columns} from cash_sessions where ${condition}`.execute(tx);
  return rows[0];
}

export async function moveSession(
  tx: Tx,
  { sessionId }: Pick<SessionRow, 'sessionId'>,
  status: CashSessionStatus,
): Promise<void> {
  await sql`update cash_sessions set status = ${status} where session_id = ${sessionId}`.execute(tx);
}

/** What the ledger has in a session's drawer. */
export async function getDrawerBalance(tx: Tx, { sessionId }: Pick<SessionRow, 'sessionId'>): Promise<number> {
  const { rows } = await sql<{ balanceMinor: number }>`
    select coalesce(sum(amount_minor), 0)::bigint as "balanceMinor" from ledger_entries where drawer_id = ${sessionId}`.execute(
    tx,
  );
  return rows[0]?.balanceMinor ?? 0;
}
