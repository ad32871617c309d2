import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import { personalDataRoutes } from '@safiri/runtime/privacy';
import { cancelOtherSeats } from './bookings/cancel-other-seats.ts';
import { changeRoutes } from './changes/routes.ts';
import type { Ctx } from './context.ts';
import { keptSeatRoutes } from './kept-seats/routes.ts';
import { checkOutOrder } from './orders/check-out-order.ts';
import { claimGuestOrders } from './orders/claim-guest-orders.ts';
import { extendOrder } from './orders/extend-order.ts';
import { findCompanyBooking } from './orders/find-company-booking.ts';
import { getOrder } from './orders/get-order.ts';
import { getOrderByLink } from './orders/get-order-by-link.ts';
import { getPayableOrder } from './orders/get-payable-order.ts';
import { holdForCustomer } from './orders/hold-for-customer.ts';
import { holdForPassenger } from './orders/hold-for-passenger.ts';
import { listMyOrders } from './orders/list-my-orders.ts';
import { releaseOrder } from './orders/release-order.ts';
import { personalData } from './privacy/personal-data.ts';
import { refundRoutes } from './refunds/routes.ts';
import { saleRuleRoutes } from './sale-rules/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { followSeatMap } from './seat-map/follow-seat-map.ts';
import { getSeatMap } from './seat-map/get-seat-map.ts';
import { ticketRoutes } from './tickets/routes.ts';
import { voucherRoutes } from './vouchers/routes.ts';
import { waitingListRoutes } from './waiting-list/routes.ts';

/** Operation → use case. */
export function routes(ctx: Ctx): Route[] {
  return [
    ...searchRoutes(ctx),
    ...keptSeatRoutes(ctx),
    ...saleRuleRoutes(ctx),
    ...waitingListRoutes(ctx),
    ...refundRoutes(ctx),
    ...voucherRoutes(ctx),
    ...changeRoutes(ctx),
    ...ticketRoutes(ctx),
    ...personalDataRoutes(contracts.ticketingPersonalData, ctx.db, personalData(ctx)),
    route(contracts.getSeatMap, async (request) => await getSeatMap(ctx, request)),
    followSeatMap(ctx),
    route(contracts.holdSeats, async (request) => await holdForPassenger(ctx, request)),
    route(contracts.holdSeatsForCustomer, async (request) => await holdForCustomer(ctx, request)),
    route(contracts.getOrder, async (request) => await getOrder(ctx, request)),
    route(contracts.findCompanyBooking, async (request) => await findCompanyBooking(ctx, request)),
    route(contracts.listMyOrders, async (request) => await listMyOrders(ctx, request)),
    route(contracts.checkOutOrder, async (request) => await checkOutOrder(ctx, request)),
    route(contracts.extendOrder, async (request) => await extendOrder(ctx, request)),
    route(contracts.releaseOrder, async (request) => await releaseOrder(ctx, request)),
    route(contracts.claimGuestOrders, async (request) => await claimGuestOrders(ctx, request)),
    route(contracts.getOrderByLink, async (request) => await getOrderByLink(ctx, request)),
    route(contracts.cancelOtherSeats, async (request) => await cancelOtherSeats(ctx, request)),
    route(contracts.getPayableOrder, async (request) => await getPayableOrder(ctx, request)),
  ];
}
