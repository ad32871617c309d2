import type { Settlement, settleCompany as operation } from '@safiri/contracts';
import { assert, DomainError, newId } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx, violatedUnique } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { postSets } from '../ledger/post-sets.ts';
import { actingAsPlatform } from '../staff.ts';
import { settlementMade } from '../telemetry.ts';
import { payoutDue } from './payout-sets.ts';
import { findNextPeriod, findSettlement, insertSettlement, listSettlementRows } from './settlement-queries.ts';
import { settlementOf } from './settlement-view.ts';
import { computeLines } from './statement-lines.ts';

type Request = RequestOf<typeof operation>;

/** As many days as a statement has lines for. */
const mostDays = 366;

/**
 * Closes a period: what the company is owed at its end becomes a payout. Repeated with the same last day it answers what was
 * settled then.
 */
export async function settleCompany(ctx: Ctx, request: Request): Promise<Settlement> {
  const { actor, params, body } = request;
  const platform = actingAsPlatform(actor);
  try {
    return await transaction(ctx.db, platform, async (tx) => {
      const rows = await listSettlementRows(tx, params.companyId);
      const before = rows.find(({ currency, toDate }) => currency === body.currency && toDate === body.toDate);
      return before === undefined ? await settle(ctx, tx, request) : settlementOf(before);
    });
  } catch (error) {
    if (violatedUnique(error)?.startsWith('settlements_') !== true) throw error;
    throw new DomainError('PERIOD_SETTLED', 'This period is being settled at this very moment.');
  }
}

async function settle(ctx: Ctx, tx: Tx, request: Request): Promise<Settlement> {
  const { companyId } = request.params;
  const { currency, toDate } = request.body;
  const period = await findNextPeriod(tx, { companyId, currency, toDate });
  if (period === undefined)
    throw new DomainError('NOTHING_TO_SETTLE', 'Nothing was posted for this company in this currency.');
  if (period.days < 1)
    throw new DomainError('PERIOD_SETTLED', `Settled until ${period.fromDate} already.`, { field: '/body/toDate' });
  if (period.days > mostDays)
    throw new DomainError('PERIOD_TOO_LONG', `A period has ${mostDays} days at the most.`, { field: '/body/toDate' });
  if (!period.over)
    throw new DomainError('PERIOD_NOT_OVER', 'A period is settled ten minutes after its last day.', {
      field: '/body/toDate',
    });
  const { openingMinor, closingMinor } = await computeLines(tx, { companyId, currency, ...period });
  const settlementId = newId();
  const made = { ...period, companyId, settlementId, currency, toDate, openingMinor, closingMinor };
  await insertSettlement(tx, { ...made, settledBy: request.actor.subjectId, now: ctx.clock.now() });
  await postSets(tx, [payoutDue({ companyId, settlementId, currency, amountMinor: Math.max(0, closingMinor) })]);
  settlementMade(ctx.log, made);
  const row = await findSettlement(tx, made);
  assert(row !== undefined, 'what was just settled is there');
  const after = settlementOf(row);
  await recordAct(tx, request, {
    company: companyId,
    thing: { kind: 'settlement', id: settlementId },
    before: null,
    after,
  });
  return after;
}
