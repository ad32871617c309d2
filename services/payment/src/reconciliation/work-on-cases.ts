import type { listReconciliationCases, ReconciliationCase, resolveCase as resolveOperation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform } from '../staff.ts';
import { caseResolved } from '../telemetry.ts';
import { closeCase, listOpenCases } from './case-queries.ts';

const usualLimit = 50;

export async function listCases(
  ctx: Ctx,
  { actor, query: { method, after, limit = usualLimit } }: RequestOf<typeof listReconciliationCases>,
): Promise<{ cases: ReconciliationCase[] }> {
  actingAsPlatform(actor);
  const rows = await transaction(ctx.db, asService, async (tx) => await listOpenCases(tx, { method, after, limit }));
  return { cases: rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() })) };
}

/** Somebody did something about a difference and says what. */
export async function resolveCase(ctx: Ctx, request: RequestOf<typeof resolveOperation>): Promise<undefined> {
  const { caseId } = request.params;
  const { note } = request.body;
  const { id } = actingAsPlatform(request.actor);
  const was = await transaction(ctx.db, asService, async (tx) => {
    const status = await closeCase(tx, { caseId, by: id, note, now: ctx.clock.now() });
    const thing = { kind: 'reconciliation-case', id: caseId };
    if (status === 'open')
      await recordAct(tx, request, { company: null, thing, before: { status }, after: { status: 'closed', note } });
    return status;
  });
  if (was === undefined) throw new DomainError('NOT_FOUND', 'There is no such case.');
  if (was !== 'open') throw new DomainError('CASE_CLOSED', 'This case is closed already.');
  caseResolved(ctx.log, { caseId });
  return undefined;
}
