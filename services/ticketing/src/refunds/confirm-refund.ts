import { ticketsCancelled, type RefundQuote } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { asService, publish, transaction, type Tx } from '@safiri/runtime';
import { sharesBack } from '../bookings/shares.ts';
import { refundBooking } from '../bookings/split-refund.ts';
import { shareTrips } from '../bookings/trip-locks.ts';
import { readTrips } from '../bookings/trips-of-orders.ts';
import type { Ctx } from '../context.ts';
import { endSoldClaims, listClaims } from '../holds/claim-queries.ts';
import { lockOrder, setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { seatsCancelled } from '../telemetry.ts';
import { cancelTicketsOf, issuedTicket } from '../tickets/ticket-queries.ts';
import { giveCredit } from '../vouchers/give-credit.ts';
import { recordForCustomer, seeOrder, type Asker } from './asker.ts';
import { confirmQuote, findQuote, isKeyUsed, type QuoteRow } from './quote-queries.ts';
import { quoteView, statusOf } from './quote-view.ts';
import { alreadyBoarded, refuseUsed } from './refuse-used.ts';

type Confirmation = { readonly quoteId: string; readonly idempotencyKey: string };

/**
 * Takes an offer: its seats are free again, its tickets void, and its money is owed, all or nothing. It is taken once: whoever
 * says so again, with this key or from another tab, is answered with what became of it.
 */
export async function confirmRefund(ctx: Ctx, asker: Asker, confirmation: Confirmation): Promise<RefundQuote> {
  const { quoteId, idempotencyKey } = confirmation;
  const seen = await seeOrder(ctx, asker, async (tx, { orderId }) => await findQuote(tx, { orderId, quoteId }));
  if (seen === undefined) throw noSuchQuote();
  const { quote, isNews } = await transaction(ctx.db, asService, async (tx) => {
    const before = await lockAll(tx, seen);
    if (before.quote.confirmedAt !== null) return { quote: before.quote, isNews: false };
    if (await isKeyUsed(tx, seen, idempotencyKey)) throw keyReused();
    await refuseStale(ctx, tx, before);
    await confirmQuote(tx, seen, idempotencyKey);
    await cancelSeats(tx, before);
    await recordForCustomer(tx, asker, {
      thing: { kind: 'order', id: seen.orderId },
      before: { seats: 'sold', lines: before.quote.lines },
      after: { seats: 'cancelled', quoteId, refundedMinor: before.quote.totalMinor, currency: before.quote.currency },
    });
    return { quote: await getQuote(tx, seen), isNews: true };
  });
  if (isNews) seatsCancelled(ctx.log, quote);
  return quoteView(quote);
}

type Locked = { readonly order: OrderRow; readonly quote: QuoteRow };

/** Trips, then the order: whoever cancels a trip or confirms another offer waits, or is waited for. */
async function lockAll(tx: Tx, seen: QuoteRow): Promise<Locked> {
  await shareTrips(tx, [...new Set(seen.lines.map((line) => line.tripId))]);
  const order = await lockOrder(tx, seen.orderId);
  assert(order !== undefined, `order ${seen.orderId} was confirmed and is gone`);
  return { order, quote: await getQuote(tx, seen) };
}

async function refuseStale(ctx: Ctx, tx: Tx, { order, quote }: Locked): Promise<void> {
  if (order.version !== quote.orderVersion)
    throw new DomainError('ORDER_CHANGED', 'The order is not what it was when this was offered: ask anew.');
  if (statusOf(quote) === 'expired') throw new DomainError('QUOTE_EXPIRED', 'This offer is over: ask anew.');
  if (quote.cause === 'company-cancelled') return;
  const wanted = new Set(quote.lines.map((line) => line.claimId));
  const claims = (await listClaims(tx, [order])).filter((claim) => wanted.has(claim.claimId));
  await refuseUsed(ctx, tx, { claims, trips: await readTrips(tx, order.tripIds) });
}

async function cancelSeats(tx: Tx, { order: booked, quote }: Locked): Promise<void> {
  const { orderId, quoteId, currency, cause, gives, lines } = quote;
  const claimIds = lines.map((line) => line.claimId);
  const ended = await endSoldClaims(tx, booked, claimIds);
  assert(ended.length === lines.length, `order ${orderId} has the seats of quote ${quoteId}`);
  const tickets = await cancelTicketsOf(tx, ended, { boardedToo: cause === 'company-cancelled' });
  // The door told of a boarding since we looked.
  if (tickets.length < lines.length) throw alreadyBoarded();
  const order = await setOrderStatus(tx, booked, 'confirmed');
  await publish(tx, ticketsCancelled, {
    aggregateId: orderId,
    version: order.version,
    payload: { orderId, tickets: tickets.map(issuedTicket) },
  });
  // An offer is taken once, so its refund goes by its id.
  const refund = { refundId: quoteId, shares: sharesBack(lines, currency), cause, quoteId };
  await (gives === 'credit' ? giveCredit(tx, order, refund) : refundBooking(tx, order, refund));
}

async function getQuote(tx: Tx, about: Pick<QuoteRow, 'orderId' | 'quoteId'>): Promise<QuoteRow> {
  const quote = await findQuote(tx, about);
  assert(quote !== undefined, `quote ${about.quoteId} was seen and is gone`);
  return quote;
}

export function noSuchQuote(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such offer of a refund.');
}

function keyReused(): DomainError {
  return new DomainError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key took another offer before.', {
    field: '/headers/idempotency-key',
  });
}
