import type { CashSession, closeCashSession as operation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { cashSessionClosed } from '../telemetry.ts';
import { noSuchSession } from './add-line.ts';
import { agentOf } from './cash-agent.ts';
import { refuseFractions, sumOf, valuesOf } from './cash-amounts.ts';
import { findVarianceLimit } from './cash-rules.ts';
import { insertClosing, isNewestCount } from './closing-queries.ts';
import { declareSales, listDevices, unsyncedSales } from './sale-numbers.ts';
import { getDrawerBalance, lockOwnSession, moveSession, type SessionRow } from './session-queries.ts';
import { getSessionView } from './session-views.ts';

type Request = RequestOf<typeof operation>;
type Outcome =
  | { readonly kind: 'closed'; readonly session: CashSession; readonly first: boolean }
  | { readonly kind: 'refused'; readonly why: DomainError };

/**
 * Counts a drawer at its end, or once more when its reviewer asked. Whatever its devices say they sold must be here, so that what
 * is expected is what is in it. The drawer keeps its cash until it is approved.
 */
export async function closeSession(ctx: Ctx, request: Request): Promise<CashSession> {
  const { actor, params, body } = request;
  const { sessionId } = params;
  const agent = agentOf(actor);
  const outcome = await transaction(ctx.db, asService, async (tx): Promise<Outcome> => {
    const session = await lockOwnSession(tx, agent, sessionId);
    if (session === undefined) throw noSuchSession();
    if (session.status === 'counted' && (await isNewestCount(tx, sessionId, body.count)))
      return { kind: 'closed', session: await getSessionView(tx, sessionId), first: false };
    refuseUnlessCountable(session);
    refuseFractions(session.currency, valuesOf(body.count, '/body/count'));
    await declareSales(tx, sessionId, body.devices);
    const why = unsyncedSales(await listDevices(tx, sessionId), body.devices);
    // Not thrown here: what the devices said is kept, so that nobody closes the drawer by saying less the next time.
    if (why === undefined) await close(ctx, tx, { session, body });
    const after = await getSessionView(tx, sessionId);
    await recordAct(tx, request, {
      company: session.companyId,
      thing: { kind: 'cash-session', id: sessionId },
      before: { status: session.status },
      after: { ...after, declared: body.devices },
    });
    return why === undefined ? { kind: 'closed', session: after, first: true } : { kind: 'refused', why };
  });
  if (outcome.kind === 'refused') throw outcome.why;
  if (outcome.first) cashSessionClosed(ctx.log, outcome.session);
  return outcome.session;
}

async function close(
  ctx: Ctx,
  tx: Tx,
  { session, body: { count } }: { readonly session: SessionRow; readonly body: Request['body'] },
): Promise<void> {
  const now = ctx.clock.now();
  const [expectedMinor, countedMinor] = [await getDrawerBalance(tx, session), sumOf(count)];
  const limitMinor = await findVarianceLimit(tx, session, now);
  const flagged = Math.abs(countedMinor - expectedMinor) > limitMinor;
  const { sessionId } = session;
  await insertClosing(tx, { sessionId, count, countedMinor, expectedMinor, flagged, now });
  await moveSession(tx, session, 'counted');
}

function refuseUnlessCountable({ status }: SessionRow): void {
  if (status === 'open' || status === 'recount') return;
  throw new DomainError('CASH_SESSION_NOT_OPEN', 'This drawer was counted already.', { status });
}
