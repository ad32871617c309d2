import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findBooking } from './find-booking.ts';
import { getItinerary } from './get-itinerary.ts';
import { namePassengers } from './name-passengers.ts';
import { sendTickets } from './send-tickets.ts';

/** Operation → use case. */
export function ticketRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.getItineraryByLink, async (request) => await getItinerary(ctx, request)),
    route(contracts.namePassengersByLink, async (request) => await namePassengers(ctx, request)),
    route(contracts.sendTicketsByLink, async (request) => await sendTickets(ctx, request)),
    route(contracts.findBooking, async (request) => await findBooking(ctx, request)),
  ];
}
