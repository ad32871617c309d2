import type { KeptSeats, RefundPolicy, SaleRules, WaitingEntry } from '@safiri/contracts';
import { counter, type Log } from '@safiri/runtime';
import type { HoldItem } from './holds/hold-queries.ts';
import type { VoucherRow } from './vouchers/voucher-queries.ts';

/** One function per event of the business: a line with ids, never a name, a phone or a link. */

const orders = counter({
  name: 'safiri_orders_total',
  help: 'Orders, by what became of them: held, opened for payment, confirmed, released, expired',
  labels: ['state'],
});
const seats = counter({ name: 'safiri_seats_held_total', help: 'Seats that were held', labels: [] });

export function seatsHeld(log: Log, item: HoldItem): void {
  orders({ state: 'held' });
  seats({}, item.claims.length);
  log.info(
    {
      orderId: item.orderId,
      tripIds: [...new Set(item.claims.map((claim) => claim.tripId))],
      seats: item.claims.length,
    },
    'seats held',
  );
}

export function orderOpened(log: Log, orderId: string): void {
  orders({ state: 'opened' });
  log.info({ orderId }, 'order opened for payment');
}

export function passengersNamed(log: Log, about: { readonly orderId: string; readonly seats: number }): void {
  log.info(about, 'passengers named');
}

export function ticketsSentAgain(
  log: Log,
  about: { readonly orderId: string; readonly channel: 'sms' | 'email' },
): void {
  log.info(about, 'tickets sent again');
}

export function orderExtended(log: Log, orderId: string): void {
  log.info({ orderId }, 'hold of an order extended');
}

export function orderReleased(log: Log, orderId: string): void {
  orders({ state: 'released' });
  log.info({ orderId }, 'order released');
}

export function guestOrdersClaimed(
  log: Log,
  about: { readonly guestId: string; readonly accountId: string; readonly moved: number },
): void {
  log.info(about, 'guest orders moved to an account');
}

export function ordersExpired(log: Log, count: number): void {
  orders({ state: 'expired' }, count);
  log.info({ count }, 'holds that were over cleared away');
}

export function ordersForgotten(log: Log, count: number): void {
  log.info({ count }, 'unpaid orders removed');
}

/** Their last trip is long over. */
export function namesForgotten(log: Log, count: number): void {
  log.info({ count }, 'names, numbers and addresses taken out of orders');
}

export function seatsKept(
  log: Log,
  kept: Pick<KeptSeats, 'keptId' | 'tripId' | 'layoutId' | 'seats' | 'keptFor' | 'keptBy'>,
  companyId: string,
): void {
  const { keptId, tripId, layoutId, keptFor, keptBy } = kept;
  log.info({ keptId, companyId, tripId, layoutId, keptFor, keptBy, seats: kept.seats.length }, 'seats kept');
}

export function seatsGivenBack(log: Log, about: { readonly companyId: string; readonly keptId: string }): void {
  log.info(about, 'kept seats given back');
}

export function saleRulesChanged(
  log: Log,
  about: SaleRules & { readonly companyId: string; readonly changedBy: string },
): void {
  log.info(about, 'rules of selling changed');
}

export function refundPolicyChanged(
  log: Log,
  about: RefundPolicy & { readonly companyId: string; readonly changedBy: string },
): void {
  log.info(about, 'refund policy changed');
}

export function refundQuotesForgotten(log: Log, count: number): void {
  log.info({ count }, 'offers of refunds that nobody took removed');
}

export function waitingListJoined(log: Log, { entryId, tripId, place }: WaitingEntry): void {
  log.info({ entryId, tripId, place }, 'waiting list joined');
}

export function waitingListLeft(log: Log, entryId: string): void {
  log.info({ entryId }, 'waiting list left');
}

export function seatsOffered(log: Log, about: { readonly tripId: number; readonly entryId: string }): void {
  log.info(about, 'seats that came free offered to who waited');
}

/** The entry keeps nothing from others for a moment, and is tried again. */
export function offerFailed(
  log: Log,
  about: { readonly tripId: number; readonly entryId: string },
  error: unknown,
): void {
  log.warn({ ...about, err: error }, 'seats could not be offered to who waited');
}

export function waitingEntriesForgotten(log: Log, count: number): void {
  log.info({ count }, 'ended entries of waiting lists removed');
}

export function voucherIssued(log: Log, { voucherId, issuerId, cause, currency, amountMinor }: VoucherRow): void {
  log.info({ voucherId, issuerId, cause, currency, amountMinor }, 'voucher issued');
}

export function voucherWithdrawn(log: Log, about: { readonly companyId: string; readonly voucherId: string }): void {
  log.info(about, 'voucher withdrawn');
}

export function vouchersExpired(log: Log, count: number): void {
  log.info({ count }, 'vouchers expired');
}

export function voucherReserved(
  log: Log,
  about: { readonly orderId: string; readonly voucherId: string; readonly amountMinor: number },
): void {
  log.info(about, 'voucher reserved for an order');
}

export function coveredOrderBooked(log: Log, orderId: string): void {
  orders({ state: 'confirmed' });
  log.info({ orderId }, 'booking confirmed that vouchers paid for');
}

type About = { readonly orderId: string; readonly attemptId: string };

export function seatsCancelled(
  log: Log,
  quote: {
    readonly orderId: string;
    readonly quoteId: string;
    readonly cause: string;
    readonly lines: readonly unknown[];
  },
): void {
  const { orderId, quoteId, cause } = quote;
  log.info({ orderId, quoteId, cause, seats: quote.lines.length }, 'seats of an order cancelled');
}

/** The door heard of the cancellation too late. Staff should know: the seat was given back, and somebody rides on it. */
export function boardedCancelled(log: Log, about: { readonly ticketId: string; readonly tripId: number }): void {
  log.error(about, 'somebody boarded with a ticket that was cancelled');
}

/** Passengers, or staff for them, have other seats than before. */
export function seatsChanged(
  log: Log,
  about: { readonly orderId: string; readonly seats: number; readonly companyId: string | undefined },
): void {
  log.info(about, 'seats of a booking changed for others');
}

export function bookingConfirmed(log: Log, { orderId, attemptId }: About): void {
  orders({ state: 'confirmed' });
  log.info({ orderId, attemptId }, 'booking confirmed');
}

/** Money that came late bought other seats than were ordered. */
export function otherSeatsGiven(log: Log, about: { readonly orderId: string; readonly seats: number }): void {
  log.info(about, 'late money bought other seats');
}

/** The passenger did not want them, and has all of the money back. */
export function otherSeatsCancelled(log: Log, orderId: string): void {
  log.info({ orderId }, 'booking with other seats given back');
}

export function moneyGoesBack(log: Log, { orderId, attemptId, cause }: About & { readonly cause: string }): void {
  log.info({ orderId, attemptId, cause }, 'money goes back');
}

/** A bug of ours or of payment's, or a forgery: somebody should look. */
export function paymentUnexpected(log: Log, { orderId, attemptId }: About, reason: string): void {
  log.error({ orderId, attemptId, reason }, 'unexpected payment');
}

export function bookingsCancelled(
  log: Log,
  about: { readonly tripIds: readonly number[]; readonly released: number; readonly cancelled: number },
): void {
  log.info(about, 'orders of cancelled trips ended');
}

/** Open seat maps show what was known before, until the next try. */
export function seatMapsNotRead(log: Log, error: unknown): void {
  log.warn({ err: error }, 'open seat maps will be read again');
}
