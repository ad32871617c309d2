import type { CashLine } from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { type Acting, asService, recordAct, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { LedgerSet } from '../ledger/ledger-set.ts';
import { postSets } from '../ledger/post-sets.ts';
import { cashLineAdded } from '../telemetry.ts';
import type { CashAgent } from './cash-agent.ts';
import { findLineByKey, insertLine, type MadeLine, type NewLine } from './line-queries.ts';
import { countNumbers, sessionFull } from './sale-numbers.ts';
import { findOwnSession, lockOwnSession, type SessionRow } from './session-queries.ts';

/** What an agent asks of their own session, once per key. */
export type LineAsked = {
  readonly request: Acting;
  readonly agent: CashAgent;
  readonly sessionId: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
};

/** A line, and what it posts; nothing where no money moves. */
export type Made = NewLine & { readonly sets: readonly LedgerSet[] };

/**
 * Adds a line to an agent's open session: line and ledger sets in one transaction, during which the session cannot be closed.
 * A repeated request is answered with the line it made.
 */
export async function addLine(
  ctx: Ctx,
  asked: LineAsked,
  make: (tx: Tx, session: SessionRow, lineId: string) => Promise<Made>,
): Promise<CashLine> {
  const { agent, sessionId, idempotencyKey } = asked;
  const added = await transaction(ctx.db, asService, async (tx) => {
    const session = await lockOwnSession(tx, agent, sessionId);
    if (session === undefined) throw noSuchSession();
    const before = await findLineByKey(tx, sessionId, idempotencyKey);
    if (before !== undefined) return { line: sameLine(before, asked), first: false };
    refuseUnlessOpen(session);
    const lineId = newId();
    const { sets, ...line } = await make(tx, session, lineId);
    // A sale has the room that was kept for its number.
    if (line.saleNo === undefined) await refuseWithoutRoom(tx, sessionId);
    await postSets(tx, sets);
    const writing = { sessionId, lineId, madeBy: agent.agentId, now: ctx.clock.now(), asked };
    const after = await insertLine(tx, line, writing);
    const thing = { kind: 'cash-line', id: lineId };
    await recordAct(tx, asked.request, {
      company: session.companyId,
      thing,
      before: null,
      after: { sessionId, ...after },
    });
    return { line: after, first: true };
  });
  if (added.first) cashLineAdded(ctx.log, { sessionId, ...added.line });
  return added.line;
}

/** The open session of an agent, and the line of a repeated request: for who has to ask elsewhere before the line can be made. */
export async function readBeforeLine(
  ctx: Ctx,
  asked: LineAsked,
): Promise<{ readonly session: SessionRow; readonly made: CashLine | undefined }> {
  const { agent, sessionId, idempotencyKey } = asked;
  return await transaction(ctx.db, { kind: 'passenger', id: agent.agentId }, async (tx) => {
    const session = await findOwnSession(tx, agent, sessionId);
    if (session === undefined) throw noSuchSession();
    const before = await findLineByKey(tx, sessionId, idempotencyKey);
    if (before === undefined) refuseUnlessOpen(session);
    return { session, made: before === undefined ? undefined : sameLine(before, asked) };
  });
}

export function noSuchSession(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such drawer session of yours.');
}

export function keyReused(): DomainError {
  return new DomainError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key belongs to another request.', {
    field: '/headers/idempotency-key',
  });
}

function sameLine(before: MadeLine, { fingerprint }: LineAsked): CashLine {
  if (before.fingerprint === fingerprint) return before.line;
  throw keyReused();
}

function refuseUnlessOpen({ status }: SessionRow): void {
  if (status !== 'open')
    throw new DomainError('CASH_SESSION_NOT_OPEN', 'This drawer is closed: open another session.', { status });
}

async function refuseWithoutRoom(tx: Tx, sessionId: string): Promise<void> {
  const { missing, room } = await countNumbers(tx, sessionId);
  if (room <= missing) throw sessionFull();
}
