import type { OutputOf, putBus as declared } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, violatedUnique } from '@safiri/runtime';
import { getCompany } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { requireCompany, staffActor } from '../staff.ts';
import { findBus, writeBus, type Bus } from './bus-queries.ts';
import { lockLayout } from './layout-queries.ts';

/** Makes or changes a bus. A changed layout counts for trips that are dated afterwards. */
export async function putBus(ctx: Ctx, request: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const { actor, params, body } = request;
  requireCompany(actor, body.companyId);
  const bus: Bus = { ...body, busId: params.busId, plate: plateOf(body.plate) };
  try {
    return await transaction(ctx.db, staffActor(actor), async (tx) => {
      await getCompany(tx, bus.companyId);
      if ((await lockLayout(tx, bus.layoutId))?.companyId !== bus.companyId) {
        throw new DomainError('LAYOUT_UNKNOWN', 'The company has no such layout.', { field: '/body/layoutId' });
      }
      const before = (await findBus(tx, bus.busId)) ?? null;
      if (!(await writeBus(tx, bus))) throw new DomainError('NOT_FOUND', 'There is no such bus of this company.');
      await recordAct(tx, request, {
        company: bus.companyId,
        thing: { kind: 'bus', id: bus.busId },
        before,
        after: bus,
      });
      return bus;
    });
  } catch (error) {
    if (violatedUnique(error) !== 'buses_plate') throw error;
    throw new DomainError('PLATE_TAKEN', 'Another bus of the company has this plate.', { field: '/body/plate' });
  }
}

/** As it stands on the bus: capitals, single blanks. */
function plateOf(text: string): string {
  const plate = text.trim().replace(/\s+/g, ' ').toUpperCase();
  if (plate.length >= 2) return plate;
  throw new DomainError('VALIDATION_FAILED', 'A plate has at least two characters.', { field: '/body/plate' });
}
