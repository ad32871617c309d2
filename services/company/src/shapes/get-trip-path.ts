import type { getTripPath as declared, OutputOf } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { encodePolyline } from '../gtfs/shapes/polyline.ts';
import { findTripPath } from './shape-queries.ts';

/** Where a trip runs, for maps: as its feed draws it, else straight from stop to stop. A public fact. */
export async function getTripPath(
  ctx: Ctx,
  { params }: RequestOf<typeof declared>,
): Promise<OutputOf<typeof declared>> {
  const path = await findTripPath(ctx.db.kysely, params.tripId);
  if (path === undefined) throw new DomainError('NOT_FOUND', 'There is no such trip.');
  return {
    tripId: params.tripId,
    source: path.points === null ? 'stops' : 'feed',
    points: path.points ?? encodePolyline(path.stops),
  };
}
