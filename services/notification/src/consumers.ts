import {
  accountChanged,
  bookingConfirmed,
  invariantViolated,
  receiptIssued,
  payoutAccountChanged,
  refundDue,
  refundSucceeded,
  secretMessageDue,
  seatsGivenUp,
  ticketsAskedFor,
  ticketsReplaced,
  waitingOfferMade,
} from '@safiri/contracts';
import { on, onMany, type Consumer } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { onAccountChanged } from './messages/on-account-changed.ts';
import { onBookingsConfirmed } from './messages/on-bookings-confirmed.ts';
import { onInvariantViolated } from './messages/on-invariant-violated.ts';
import { onReceiptIssued } from './messages/on-receipt-issued.ts';
import { onPayoutAccountChanged } from './messages/on-payout-account-changed.ts';
import { onRefundDue } from './messages/on-refund-due.ts';
import { onRefundSucceeded } from './messages/on-refund-succeeded.ts';
import { onSecretMessageDue } from './secrets/on-secret-message-due.ts';
import { onSeatsGivenUp } from './messages/on-seats-given-up.ts';
import { onTicketsAskedFor } from './messages/on-tickets-asked-for.ts';
import { onTicketsReplaced } from './messages/on-tickets-replaced.ts';
import { onWaitingOfferMade } from './messages/on-waiting-offer-made.ts';

export function consumers(ctx: Ctx): Consumer[] {
  return [
    onMany(bookingConfirmed, (tx, messages) => onBookingsConfirmed(ctx, tx, messages)),
    on(refundDue, (tx, refund, envelope) => onRefundDue(ctx, tx, { refund, eventId: envelope.eventId })),
    on(refundSucceeded, (tx, refund, envelope) => onRefundSucceeded(ctx, tx, { refund, eventId: envelope.eventId })),
    on(seatsGivenUp, (tx, givenUp, envelope) => onSeatsGivenUp(ctx, tx, { givenUp, eventId: envelope.eventId })),
    on(receiptIssued, (tx, receipt, envelope) => onReceiptIssued(ctx, tx, { receipt, eventId: envelope.eventId })),
    on(ticketsReplaced, (tx, replaced, envelope) =>
      onTicketsReplaced(ctx, tx, { replaced, eventId: envelope.eventId }),
    ),
    on(ticketsAskedFor, (tx, asked, envelope) => onTicketsAskedFor(ctx, tx, { asked, eventId: envelope.eventId })),
    on(waitingOfferMade, (tx, offer, envelope) => onWaitingOfferMade(ctx, tx, { offer, eventId: envelope.eventId })),
    on(payoutAccountChanged, (tx, change, envelope) =>
      onPayoutAccountChanged(ctx, tx, { change, eventId: envelope.eventId }),
    ),
    on(accountChanged, (tx, change, envelope) => onAccountChanged(ctx, tx, { change, eventId: envelope.eventId })),
    on(secretMessageDue, (tx, message, envelope) =>
      onSecretMessageDue(ctx, tx, { message, eventId: envelope.eventId }),
    ),
    on(invariantViolated, (tx, violation, envelope) =>
      onInvariantViolated(ctx, tx, { violation, eventId: envelope.eventId }),
    ),
  ];
}
