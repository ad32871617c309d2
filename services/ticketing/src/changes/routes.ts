import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { byLink, byOwner, byStaff } from '../refunds/asker.ts';
import { changeSeats } from './change-seats.ts';

/** Operation → use case. */
export function changeRoutes(ctx: Ctx): Route[] {
  return [
    route(
      contracts.changeSeats,
      async ({ actor, params, body, idempotencyKey }) =>
        await changeSeats(ctx, byOwner(actor, params), { ...body, idempotencyKey }),
    ),
    route(
      contracts.changeSeatsByLink,
      async ({ params, body, idempotencyKey }) => await changeSeats(ctx, byLink(params), { ...body, idempotencyKey }),
    ),
    route(
      contracts.changeSeatsForCustomer,
      async (request) =>
        await changeSeats(ctx, byStaff(request), { ...request.body, idempotencyKey: request.idempotencyKey }),
    ),
  ];
}
