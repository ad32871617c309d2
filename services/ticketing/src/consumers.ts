import { paymentSucceeded, ticketSigned, tripCancelled } from '@safiri/contracts';
import { on, type Consumer } from '@safiri/runtime';
import { onPaymentSucceeded } from './bookings/on-payment-succeeded.ts';
import { onTripCancelled } from './bookings/on-trip-cancelled.ts';
import type { Ctx } from './context.ts';
import { networkConsumers } from './network/consumers.ts';
import { keepToken } from './tickets/ticket-queries.ts';

/** Event → what ticketing does when it hears it. Consumers of one event run in this order, in one transaction. */
export function consumers(ctx: Ctx): Consumer[] {
  return [
    ...networkConsumers(),
    on(tripCancelled, async (tx, payload) => await onTripCancelled(ctx, tx, payload)),
    on(paymentSucceeded, async (tx, payload) => await onPaymentSucceeded(ctx, tx, payload)),
    on(ticketSigned, async (tx, payload) => await keepToken(tx, payload)),
  ];
}
