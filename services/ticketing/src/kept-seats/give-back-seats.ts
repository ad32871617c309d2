import type { giveBackSeats as operation } from '@safiri/contracts';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor, refuseElsewhere } from '../staff.ts';
import { seatsGivenBack } from '../telemetry.ts';
import { deleteKept, findKept } from './kept-seat-queries.ts';
import { keptView } from './kept-view.ts';

/** Everybody may have the seats again. What is gone already, or another company's, is passed over in silence. */
export async function giveBackSeats(ctx: Ctx, request: RequestOf<typeof operation>): Promise<undefined> {
  const { companyId, keptId } = request.params;
  const acting = actingFor(request.actor, companyId);
  const present = await transaction(ctx.db, acting, async (tx) => await findKept(tx, keptId));
  const tripIds = present === undefined || present.tripId === null ? [] : [present.tripId];
  if (present !== undefined) await refuseElsewhere(ctx, request.actor, { permission: 'seat:keep', companyId, tripIds });
  const given = await transaction(ctx.db, acting, async (tx) => {
    const kept = await deleteKept(tx, keptId);
    const before = kept === undefined ? null : keptView(kept);
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'kept-seats', id: keptId },
      before,
      after: null,
    });
    return kept !== undefined;
  });
  if (given) seatsGivenBack(ctx.log, { companyId, keptId });
}
