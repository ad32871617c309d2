import type { CashClosing, CashSession, reviewCashSession as operation } from '@safiri/contracts';
import { assert, DomainError, newId } from '@safiri/kernel';
import { asService, recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { postSets } from '../ledger/post-sets.ts';
import { cashSessionReviewed } from '../telemetry.ts';
import { noSuchSession } from './add-line.ts';
import { cashMoved } from './cash-sets.ts';
import { reviewClosing } from './closing-queries.ts';
import { mayReview } from './drawer-places.ts';
import { insertLine, type NewLine } from './line-queries.ts';
import { refuseFresh } from '../staff.ts';
import { lockSession, moveSession, type SessionRow } from './session-queries.ts';
import { getSessionView } from './session-views.ts';

type Request = RequestOf<typeof operation>;

/**
 * Somebody else than the agent looks at a count. Approved, what was counted goes to the company, what is missing or too much
 * to its variances, and the drawer is empty; else it is counted again.
 */
export async function reviewSession(ctx: Ctx, request: Request): Promise<CashSession> {
  const { actor, params, body } = request;
  const { sessionId } = params;
  const reviewed = await transaction(ctx.db, asService, async (tx) => {
    const session = await lockSession(tx, sessionId);
    if (session === undefined || !mayReview(actor, session)) throw noSuchSession();
    const { closing } = await getSessionView(tx, sessionId);
    const said = closing?.review;
    if (said?.decision === body.decision && said.reviewedBy === actor.subjectId)
      return { session: await getSessionView(tx, sessionId), first: false };
    refuseReview({ session, closing, actor, body });
    const now = ctx.clock.now();
    if (body.decision === 'approve') refuseFresh(actor, now);
    const by = { reviewedBy: actor.subjectId, now };
    await reviewClosing(tx, { sessionId, decision: body.decision, note: body.note ?? null, ...by });
    if (body.decision === 'approve') await handOver(tx, { session, closing, ...by });
    await moveSession(tx, session, body.decision === 'approve' ? 'approved' : 'recount');
    const after = await getSessionView(tx, sessionId);
    await recordAct(tx, request, {
      company: session.companyId,
      thing: { kind: 'cash-session', id: sessionId },
      before: { status: session.status },
      after,
    });
    return { session: after, first: true };
  });
  if (reviewed.first) cashSessionReviewed(ctx.log, { ...reviewed.session, decision: body.decision });
  return reviewed.session;
}

function refuseReview({
  session,
  closing,
  actor,
  body,
}: Pick<Request, 'actor' | 'body'> & {
  readonly session: SessionRow;
  readonly closing: CashClosing | null;
}): void {
  refuseOwnSession(session, actor);
  if (session.status !== 'counted')
    throw new DomainError('CASH_SESSION_NOT_COUNTED', 'There is no new count of this drawer.', {
      status: session.status,
    });
  if (body.note === undefined && (body.decision === 'recount' || closing?.flagged === true))
    throw new DomainError('NOTE_MISSING', 'Say why in a note.', { field: '/body/note' });
}

export function refuseOwnSession({ agentId }: SessionRow, { subjectId }: Request['actor']): void {
  if (agentId === subjectId) throw new DomainError('OWN_CASH_SESSION', 'Your own drawer is reviewed by somebody else.');
}

/** The drawer's last lines: what the count had more or less, and what is handed over. */
async function handOver(
  tx: Tx,
  {
    session,
    closing,
    reviewedBy,
    now,
  }: {
    readonly session: SessionRow;
    readonly closing: CashClosing | null;
    readonly reviewedBy: string;
    readonly now: Date;
  },
): Promise<void> {
  assert(closing !== null, 'a session that is counted has its count');
  const add = async (line: NewLine, against: 'company-cash' | 'cash-variance'): Promise<void> => {
    const lineId = newId();
    await postSets(tx, [cashMoved(session, { lineId, amountMinor: line.amountMinor, against })]);
    await insertLine(tx, line, { sessionId: session.sessionId, lineId, madeBy: reviewedBy, now, asked: null });
  };
  const { varianceMinor, countedMinor } = closing;
  if (varianceMinor !== 0) await add({ kind: 'variance', amountMinor: varianceMinor }, 'cash-variance');
  await add({ kind: 'handed-over', amountMinor: countedMinor === 0 ? 0 : -countedMinor }, 'company-cash');
}
