import type {
  getStatement as statementOperation,
  listSettlements as listOperation,
  Settlement,
  Statement,
} from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { findSettlement, listSettlementRows, type SettlementRow } from './settlement-queries.ts';
import { settlementOf } from './settlement-view.ts';
import { computeLines, type StatementLines } from './statement-lines.ts';

export async function listSettlements(
  ctx: Ctx,
  { actor, params: { companyId } }: RequestOf<typeof listOperation>,
): Promise<{ settlements: Settlement[] }> {
  return await transaction(ctx.db, actingFor(actor, companyId), async (tx) => ({
    settlements: (await listSettlementRows(tx, companyId)).map(settlementOf),
  }));
}

export type ComputedStatement = StatementLines & { readonly row: SettlementRow };

/** A settlement, and how the ledger says it came to it. That both disagree would be a bug, and nobody is shown such a statement. */
export async function readStatement(
  ctx: Ctx,
  { actor, params }: Pick<RequestOf<typeof statementOperation>, 'actor' | 'params'>,
): Promise<ComputedStatement> {
  return await transaction(ctx.db, actingFor(actor, params.companyId), async (tx) => {
    const row = await findSettlement(tx, params);
    if (row === undefined) throw new DomainError('NOT_FOUND', 'There is no such settlement of yours.');
    const computed = await computeLines(tx, row);
    assert(
      computed.openingMinor === row.openingMinor && computed.closingMinor === row.closingMinor,
      `settlement ${row.settlementId} is what the ledger says of its period`,
    );
    return { row, ...computed };
  });
}

export async function getStatement(ctx: Ctx, request: RequestOf<typeof statementOperation>): Promise<Statement> {
  const { row, lines } = await readStatement(ctx, request);
  return { settlement: settlementOf(row), lines };
}
