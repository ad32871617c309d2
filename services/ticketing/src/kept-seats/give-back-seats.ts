import type { giveBackSeats as operation } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { seatsGivenBack } from '../telemetry.ts';
import { deleteKept } from './kept-seat-queries.ts';

/** Everybody may have the seats again. What is gone already, or another company's, is passed over in silence. */
export async function giveBackSeats(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<undefined> {
  const { companyId, keptId } = params;
  const given = await transaction(ctx.db, actingFor(actor, companyId), async (tx) => await deleteKept(tx, keptId));
  if (given) seatsGivenBack(ctx.log, { companyId, keptId });
}
