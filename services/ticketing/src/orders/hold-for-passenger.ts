import type { holdSeats as operation, Order } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { holdSeats } from '../holds/hold-seats.ts';

/** Holds seats for whoever asks, within what one address, one owner and one device may have. */
export async function holdForPassenger(ctx: Ctx, request: RequestOf<typeof operation>): Promise<Order> {
  const { actor, idempotencyKey, body, deviceId, address } = request;
  await ctx.holdRate.count(address);
  return await holdSeats(ctx, {
    actor,
    idempotencyKey,
    body,
    terms: {
      channel: 'online',
      may: body.reducedMobility === true ? ['reduced-mobility'] : [],
      deviceId,
      mostSeats: ctx.config.mostSeatsHeld,
    },
  });
}
