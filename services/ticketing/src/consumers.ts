import {
  paymentSucceeded,
  refundFailed,
  refundSucceeded,
  ticketScanned,
  ticketSigned,
  tripCancelled,
  tripsScheduled,
} from '@safiri/contracts';
import { on, onMany, type Consumer } from '@safiri/runtime';
import { onPaymentsSucceeded } from './bookings/on-payments-succeeded.ts';
import { onTripCancelled } from './bookings/on-trip-cancelled.ts';
import { onTripsScheduled } from './bookings/on-trips-scheduled.ts';
import type { Ctx } from './context.ts';
import { networkConsumers } from './network/consumers.ts';
import { onRefundSettled } from './refunds/on-refund-settled.ts';
import { onTicketScanned } from './tickets/on-ticket-scanned.ts';
import { keepTokens } from './tickets/ticket-queries.ts';

/** Event → what ticketing does when it hears it. Consumers of one event run in this order, in one transaction. */
export function consumers(ctx: Ctx): Consumer[] {
  return [
    ...networkConsumers(),
    on(tripCancelled, async (tx, payload) => await onTripCancelled(ctx, tx, payload)),
    on(tripsScheduled, async (tx, payload) => await onTripsScheduled(ctx, tx, payload)),
    onMany(paymentSucceeded, async (tx, messages) => await onPaymentsSucceeded(ctx, tx, payloadsOf(messages))),
    on(refundSucceeded, async (tx, payload) => await onRefundSettled(tx, payload, 'succeeded')),
    on(refundFailed, async (tx, payload) => await onRefundSettled(tx, payload, 'failed')),
    on(ticketScanned, async (tx, payload) => await onTicketScanned(ctx, tx, payload)),
    onMany(ticketSigned, async (tx, messages) => await keepTokens(tx, payloadsOf(messages))),
  ];
}

function payloadsOf<Payload>(messages: readonly { readonly payload: Payload }[]): Payload[] {
  return messages.map((message) => message.payload);
}
