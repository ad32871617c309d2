import type { listReconciliationCases, ReconciliationCase, resolveCase as resolveOperation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
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
export async function resolveCase(
  ctx: Ctx,
  { actor, params: { caseId }, body: { note } }: RequestOf<typeof resolveOperation>,
): Promise<undefined> {
  const { id } = actingAsPlatform(actor);
  const was = await transaction(
    ctx.db,
    asService,
    async (tx) => await closeCase(tx, { caseId, by: id, note, now: ctx.clock.now() }),
  );
  if (was === undefined) throw new DomainError('NOT_FOUND', 'There is no such case.');
  if (was !== 'open') throw new DomainError('CASE_CLOSED', 'This case is closed already.');
  caseResolved(ctx.log, { caseId });
  return undefined;
}
