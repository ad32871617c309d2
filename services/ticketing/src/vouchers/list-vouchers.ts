import type { listMyVouchers as ownOperation, listVouchers as operation, OutputOf } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { listVouchersFrom, listVouchersOf } from './voucher-queries.ts';
import { voucherView } from './voucher-view.ts';

const pageSize = 100;

/** What a company issued, newest first, a page at a time. */
export async function listVouchers(
  ctx: Ctx,
  { actor, params, query }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  return await transaction(ctx.db, actingFor(actor, params.companyId), async (tx) => {
    const rows = await listVouchersFrom(tx, params.companyId, { before: query.before, limit: pageSize + 1 });
    return { vouchers: rows.slice(0, pageSize).map(voucherView), more: rows.length > pageSize };
  });
}

/** One's own, newest first; older ones than the newest hundred are not shown. */
export async function listMyVouchers(
  ctx: Ctx,
  { actor }: RequestOf<typeof ownOperation>,
): Promise<OutputOf<typeof ownOperation>> {
  const rows = await transaction(
    ctx.db,
    { kind: 'passenger', id: actor.subjectId },
    async (tx) => await listVouchersOf(tx, actor.subjectId, pageSize),
  );
  return { vouchers: rows.map(voucherView) };
}
