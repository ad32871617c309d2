import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { giveBackSeats } from './give-back-seats.ts';
import { keepSeats } from './keep-seats.ts';
import { listKeptSeats } from './list-kept-seats.ts';

/** Operation → use case. */
export function keptSeatRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.listKeptSeats, async (request) => await listKeptSeats(ctx, request)),
    route(contracts.keepSeats, async (request) => await keepSeats(ctx, request)),
    route(contracts.giveBackSeats, async (request) => await giveBackSeats(ctx, request)),
  ];
}
