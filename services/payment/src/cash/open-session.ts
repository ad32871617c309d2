import type { CashSession, openCashSession as operation } from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { asService, recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { postSets } from '../ledger/post-sets.ts';
import { cashSessionOpened } from '../telemetry.ts';
import { keyReused } from './add-line.ts';
import { agentOf, fingerprintOf } from './cash-agent.ts';
import { refuseFractions, sumOf, valuesOf } from './cash-amounts.ts';
import { cashMoved } from './cash-sets.ts';
import { placesOfDrawer } from './drawer-places.ts';
import { insertLine } from './line-queries.ts';
import { findOpenSession, findSessionByKey, insertSession, type NewSession } from './session-queries.ts';
import { getSessionView } from './session-views.ts';

/** Opens an agent's drawer with its float, which is the company's cash. An agent has one open session in a currency. */
export async function openSession(ctx: Ctx, request: RequestOf<typeof operation>): Promise<CashSession> {
  const { actor, body, idempotencyKey } = request;
  const agent = agentOf(actor);
  refuseFractions(body.currency, valuesOf(body.float, '/body/float'));
  const session: NewSession = {
    ...agent,
    sessionId: newId(),
    currency: body.currency,
    places: placesOfDrawer(actor, body.placeId),
    floatCount: body.float,
    idempotencyKey,
    fingerprint: fingerprintOf('openCashSession', body),
    now: ctx.clock.now(),
  };
  const opened = await transaction(ctx.db, asService, async (tx) => {
    if (!(await insertSession(tx, session))) return await getSessionView(tx, await sameSession(tx, session));
    await addFloat(tx, session);
    const { sessionId, companyId } = session;
    const after = await getSessionView(tx, sessionId);
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'cash-session', id: sessionId },
      before: null,
      after,
    });
    return after;
  });
  if (opened.sessionId === session.sessionId) cashSessionOpened(ctx.log, opened);
  return opened;
}

/** The session of a repeated request. */
async function sameSession(tx: Tx, wanted: NewSession): Promise<string> {
  const before = await findSessionByKey(tx, wanted, wanted.idempotencyKey);
  if (before !== undefined && before.fingerprint !== wanted.fingerprint) throw keyReused();
  if (before !== undefined) return before.sessionId;
  const open = await findOpenSession(tx, wanted, wanted.currency);
  throw new DomainError(
    'CASH_SESSION_OPEN',
    `You have an open drawer in ${wanted.currency}: close it first.`,
    open === undefined ? {} : { sessionId: open.sessionId },
  );
}

async function addFloat(tx: Tx, session: NewSession): Promise<void> {
  const lineId = newId();
  const amountMinor = sumOf(session.floatCount);
  await postSets(tx, [cashMoved(session, { lineId, amountMinor, against: 'company-cash' })]);
  const writing = { sessionId: session.sessionId, lineId, madeBy: session.agentId, now: session.now, asked: null };
  await insertLine(tx, { kind: 'float', amountMinor }, writing);
}
