import type { BodyOf, findBooking as operation, OutputOf } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listClaims } from '../holds/claim-queries.ts';
import { findOrderByReference, type OrderRow } from '../orders/order-queries.ts';
import { ticketsSentAgain } from '../telemetry.ts';
import { tellTickets } from './send-tickets.ts';

/** 21⁸ references, and the number or address beside it: a network that tries this many a minute finds none in a lifetime. */
export const mostSearchesAMinute = 20;

export function tooManySearches(retryAfter: number): DomainError {
  return new DomainError('TOO_MANY_TRIES_FROM_ADDRESS', 'Very many bookings are looked for from your network.', {
    retryAfter,
  });
}

/**
 * Has the link sent to the contact that was named, where a booking of that reference was made with it. The answer is the same
 * whether or not it was: no stranger learns who travels. One's own booking is answered at once.
 */
export async function findBooking(
  ctx: Ctx,
  { actor, body, address }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  if (body.phone === undefined && body.email === undefined)
    throw new DomainError('CONTACT_MISSING', 'Give the phone number or the mail address of the booking.', {
      field: '/body/phone',
    });
  await ctx.bookingSearchRate.count(address);
  const reference = body.reference.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const own = await transaction(
    ctx.db,
    { kind: 'passenger', id: actor.subjectId },
    async (tx) => await findOrderByReference(tx, reference),
  );
  if (own?.status === 'confirmed') return { link: own.link };
  await transaction(ctx.db, asService, async (tx) => {
    const order = await findOrderByReference(tx, reference);
    const channel = order === undefined ? undefined : channelOf(order, body);
    if (order === undefined || channel === undefined) return;
    const claims = await listClaims(tx, [order]);
    if (claims.every(({ status }) => status !== 'sold')) return;
    if (await tellTickets(tx, order, channel)) ticketsSentAgain(ctx.log, { orderId: order.orderId, channel });
  });
  return { link: null };
}

/** By which contact of a paid order it was asked for; undefined where it was by none. */
function channelOf(order: OrderRow, { phone, email }: BodyOf<typeof operation>): 'sms' | 'email' | undefined {
  if (order.status !== 'confirmed') return undefined;
  if (phone !== undefined && phone === order.contactPhone) return 'sms';
  return email !== undefined && email.toLowerCase() === order.contactEmail?.toLowerCase() ? 'email' : undefined;
}
