import type { withdrawVoucher as operation } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { voucherWithdrawn } from '../telemetry.ts';
import { tellVoucherMoved } from './tell-voucher-moved.ts';
import { withdraw } from './voucher-queries.ts';

/** The issuer owes what remains no more. What is empty already, or another's, is passed over in silence. */
export async function withdrawVoucher(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<undefined> {
  const withdrawn = await transaction(ctx.db, actingFor(actor, params.companyId), async (tx) => {
    const uses = await withdraw(tx, params.voucherId);
    await tellVoucherMoved(tx, uses);
    return uses.length > 0;
  });
  if (withdrawn) voucherWithdrawn(ctx.log, params);
}
