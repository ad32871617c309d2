import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import { bookCoveredOrder } from '../bookings/book-covered-order.ts';
import type { Ctx } from '../context.ts';
import { issueVoucher } from './issue-voucher.ts';
import { listMyVouchers, listVouchers } from './list-vouchers.ts';
import { payWithVoucher } from './pay-with-voucher.ts';
import { takeVoucherOff } from './take-voucher-off.ts';
import { withdrawVoucher } from './withdraw-voucher.ts';

/** Operation → use case. */
export function voucherRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.issueVoucher, async (request) => await issueVoucher(ctx, request)),
    route(contracts.listVouchers, async (request) => await listVouchers(ctx, request)),
    route(contracts.withdrawVoucher, async (request) => await withdrawVoucher(ctx, request)),
    route(contracts.listMyVouchers, async (request) => await listMyVouchers(ctx, request)),
    route(contracts.payWithVoucher, async (request) => await payWithVoucher(ctx, request)),
    route(contracts.takeVoucherOff, async (request) => await takeVoucherOff(ctx, request)),
    route(contracts.bookOrder, async (request) => await bookCoveredOrder(ctx, request)),
  ];
}
