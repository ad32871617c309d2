import type { getSeatMap as operation, SeatMap } from '@safiri/contracts';
import { assert, isDomainError } from '@safiri/kernel';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { readSeatMaps } from './read-seat-maps.ts';

/** Every seat of the bus, and which of them cannot be had on the asked stretch: none can once the trip is off sale or gone. */
export async function getSeatMap(ctx: Ctx, { params, query }: RequestOf<typeof operation>): Promise<SeatMap> {
  const [now] = await readSeatMaps(ctx, [{ tripId: params.tripId, ...query }]);
  assert(now !== undefined, 'a stretch was read and not answered');
  if (isDomainError(now)) throw now;
  return now.map;
}
