import type { withdrawVoucher as operation } from '@safiri/contracts';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { voucherWithdrawn } from '../telemetry.ts';
import { tellVoucherMoved } from './tell-voucher-moved.ts';
import { withdraw } from './voucher-queries.ts';

/** The issuer owes what remains no more. What is empty already, or another's, is passed over in silence. */
export async function withdrawVoucher(ctx: Ctx, request: RequestOf<typeof operation>): Promise<undefined> {
  const { actor, params } = request;
  const withdrawn = await transaction(ctx.db, actingFor(actor, params.companyId), async (tx) => {
    const uses = await withdraw(tx, params.voucherId);
    await tellVoucherMoved(tx, uses);
    await recordAct(tx, request, {
      company: params.companyId,
      thing: { kind: 'voucher', id: params.voucherId },
      before: uses.length > 0 ? { status: 'open' } : null,
      after: uses.length > 0 ? { status: 'withdrawn' } : null,
    });
    return uses.length > 0;
  });
  if (withdrawn) voucherWithdrawn(ctx.log, params);
}
