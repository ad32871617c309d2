import { isDeepStrictEqual } from 'node:util';
import type { OutputOf, putLayout as declared } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import { getCompany } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { findLayoutMistakes, listSeats } from '../gtfs/layout/layout-mistakes.ts';
import { requireCompany, requireOwn, staffActor } from '../staff.ts';
import { isLayoutInUse } from '../trips/trip-queries.ts';
import { lockLayout, makeDefaultLayout, tellLayouts, writeLayout, type LayoutRow } from './layout-queries.ts';

/**
 * Makes or changes a layout. Seats that passengers may have chosen never move under them: while a trip that is not over
 * is sold by the layout, only its name changes. A company with a rebuilt bus makes a new layout.
 */
export async function putLayout(ctx: Ctx, request: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const { actor, params, body } = request;
  requireCompany(actor, body.companyId);
  const mistakes = findLayoutMistakes(body.decks);
  if (mistakes.length > 0)
    throw new DomainError('LAYOUT_INVALID', mistakes.slice(0, 20).join(' '), { field: '/body/decks' });
  const { companyId, name, decks } = body;
  const layout: LayoutRow = { layoutId: params.layoutId, companyId, name, decks, capacity: listSeats(decks).length };
  await transaction(ctx.db, staffActor(actor), async (tx) => {
    await getCompany(tx, companyId);
    const present = await lockLayout(tx, layout.layoutId);
    requireOwn(present?.companyId, companyId, 'layout');
    if (present !== undefined && !isDeepStrictEqual(present.decks, decks)) await refuseInUse(ctx, tx, layout.layoutId);
    const changed = await writeLayout(tx, layout);
    if (body.isDefault === true) await makeDefaultLayout(tx, companyId, layout.layoutId);
    if (changed) await tellLayouts(tx, [layout.layoutId]);
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'layout', id: layout.layoutId },
      before: present === undefined ? null : recorded(present),
      after: { ...recorded(layout), isDefault: body.isDefault },
    });
  });
  return { layoutId: layout.layoutId, name, capacity: layout.capacity, decks };
}

function recorded({ name: layoutName, capacity, decks }: LayoutRow): object {
  return { layoutName, capacity, decks };
}

async function refuseInUse(ctx: Ctx, tx: Tx, layoutId: string): Promise<void> {
  if (!(await isLayoutInUse(tx, layoutId, ctx.clock.now()))) return;
  throw new DomainError(
    'LAYOUT_IN_USE',
    'Trips that are not over are sold by this layout. Make a new one and use that.',
    {
      field: '/body/decks',
    },
  );
}
