import { bookingConfirmed, invariantViolated, refundDue, refundSucceeded } from '@safiri/contracts';
import { on, type Consumer } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { onBookingConfirmed } from './messages/on-booking-confirmed.ts';
import { onInvariantViolated } from './messages/on-invariant-violated.ts';
import { onRefundDue } from './messages/on-refund-due.ts';
import { onRefundSucceeded } from './messages/on-refund-succeeded.ts';

export function consumers(ctx: Ctx): Consumer[] {
  return [
    on(bookingConfirmed, (tx, booking, envelope) =>
      onBookingConfirmed(ctx, tx, { booking, eventId: envelope.eventId }),
    ),
    on(refundDue, (tx, refund, envelope) => onRefundDue(ctx, tx, { refund, eventId: envelope.eventId })),
    on(refundSucceeded, (tx, refund, envelope) => onRefundSucceeded(ctx, tx, { refund, eventId: envelope.eventId })),
    on(invariantViolated, (tx, violation, envelope) =>
      onInvariantViolated(ctx, tx, { violation, eventId: envelope.eventId }),
    ),
  ];
}
