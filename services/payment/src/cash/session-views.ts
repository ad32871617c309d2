import { sql, type RawBuilder } from 'kysely';
import { type CashClosing, type CashCount, type CashSession, type CashSessionStatus } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { sumOf } from './cash-amounts.ts';

type ClosingRow = Pick<CashClosing, 'count' | 'countedMinor' | 'expectedMinor' | 'flagged'> & {
  readonly countedAt: Date;
  readonly decision: 'approve' | 'recount' | null;
  readonly note: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
};
type SessionView = Pick<
  CashSession,
  'sessionId' | 'companyId' | 'agentId' | 'currency' | 'places' | 'status' | 'drawerMinor'
> & {
  readonly floatCount: CashCount;
  readonly openedAt: Date;
};
/** The newest closing of a session, all null where there is none. */
type Row = SessionView & { readonly [Name in keyof ClosingRow]: ClosingRow[Name] | null };

const closingColumns = sql`
  count, counted_minor as "countedMinor", expected_minor as "expectedMinor", flagged, counted_at as "countedAt",
  decision, note, reviewed_by as "reviewedBy", reviewed_at as "reviewedAt"`;

/** What the lines add up to is what the ledger has in the drawer: agents see the one and not the other, and the audit compares. */
const views = sql`
  select s.session_id as "sessionId", s.company_id as "companyId", s.agent_id as "agentId", s.currency, to_jsonb(s.places) as places, s.status, s.float_count as "floatCount",
         s.opened_at as "openedAt", (select coalesce(sum(amount_minor), 0)::bigint from cash_lines where session_id = s.session_id) as "drawerMinor", c.*
    from cash_sessions s
    left join lateral (
      select ${closingColumns} from cash_closings where session_id = s.session_id order by closing_no desc limit 1) c on true`;

/** A session that the acting person may see, of those that they are to be shown. */
export async function findSessionView(
  tx: Tx,
  sessionId: string,
  seen: RawBuilder<unknown>,
): Promise<CashSession | undefined> {
  return (await listWhere(tx, sql`s.session_id = ${sessionId} and ${seen}`, 1))[0];
}

/** A session that this transaction has changed, or found. */
export async function getSessionView(tx: Tx, sessionId: string): Promise<CashSession> {
  const view = await findSessionView(tx, sessionId, sql`true`);
  assert(view !== undefined, 'a session that was just found is there');
  return view;
}

export type SessionFilter = {
  readonly status?: CashSessionStatus;
  readonly flagged?: boolean;
  readonly agentId?: string;
  readonly before?: string;
  readonly seen: RawBuilder<unknown>;
};

/** Sessions that the acting person may see, of those that they are to be shown, newest first. */
export async function listSessionViews(tx: Tx, filter: SessionFilter, limit: number): Promise<CashSession[]> {
  const { status = null, flagged = null, agentId = null, before = null } = filter;
  return await listWhere(
    tx,
    sql`${filter.seen} and (${status}::text is null or s.status = ${status}) and (${flagged}::boolean is null or c.flagged = ${flagged})
        and (${agentId}::uuid is null or s.agent_id = ${agentId}) and (${before}::uuid is null or s.session_id < ${before})`,
    limit,
  );
}

async function listWhere(tx: Tx, condition: RawBuilder<unknown>, limit: number): Promise<CashSession[]> {
  const { rows } = await sql<Row>`${views} where ${condition} order by s.session_id desc limit ${limit}`.execute(tx);
  return rows.map(sessionOf);
}

/** The closings of a session, oldest first; of very many, the newest. */
export async function listClosings(tx: Tx, sessionId: string, limit: number): Promise<CashClosing[]> {
  const { rows } = await sql<ClosingRow>`
    select ${closingColumns} from cash_closings where session_id = ${sessionId} order by closing_no desc limit ${limit}`.execute(
    tx,
  );
  return rows.map(closingOf).toReversed();
}

function sessionOf(row: Row): CashSession {
  const { sessionId, companyId, agentId, currency, places, status, drawerMinor } = row;
  return {
    sessionId,
    companyId,
    agentId,
    currency,
    places,
    status,
    drawerMinor,
    floatMinor: sumOf(row.floatCount),
    openedAt: row.openedAt.toISOString(),
    closing: hasClosing(row) ? closingOf(row) : null,
  };
}

function hasClosing(row: Row): row is SessionView & ClosingRow {
  return row.countedAt !== null;
}

function closingOf(row: ClosingRow): CashClosing {
  const { count, countedMinor, expectedMinor, flagged, decision, note, reviewedBy, reviewedAt } = row;
  const reviewed = decision !== null && reviewedBy !== null && reviewedAt !== null;
  return {
    count,
    countedMinor,
    expectedMinor,
    flagged,
    varianceMinor: countedMinor - expectedMinor,
    countedAt: row.countedAt.toISOString(),
    review: reviewed ? { decision, note, reviewedBy, reviewedAt: reviewedAt.toISOString() } : null,
  };
}
