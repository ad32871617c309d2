import type { BodyOf, checkOutOrder as operation, Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, violatedUnique, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { checkOutClaims, listClaims, type ClaimRow } from '../holds/claim-queries.ts';
import { orderOpened } from '../telemetry.ts';
import { newLink, newReference } from './codes.ts';
import { findOrder, openForPayment, phoneHasRoom, type CheckOut, type OrderRow } from './order-queries.ts';
import { statusNow } from './order-state.ts';
import { noSuchOrder, readOrder } from './read-orders.ts';
import { holdExpired, notHeld } from './refusals.ts';

type Request = RequestOf<typeof operation>;
type Passengers = BodyOf<typeof operation>['passengers'];
type Contact = Pick<CheckOut, 'phone' | 'email'>;

/** Tries to find a reference that no other order has: a second one known as well comes once in a billion times. */
const attempts = 3;

/** Names passengers and contact and opens the order for payment; its amount is fixed since the hold, its hold lasts at least the payment window. */
export async function checkOutOrder(ctx: Ctx, request: Request): Promise<Order> {
  const { phone = null, email = null } = request.body.contact;
  if (phone === null && email === null) {
    throw new DomainError('CONTACT_MISSING', 'Give a phone number or an e-mail address: tickets are sent there.', {
      field: '/body/contact',
    });
  }
  const view = await openUnderReference(ctx, request, { phone, email });
  orderOpened(ctx.log, view.orderId);
  return view;
}

/** From here on the reference is told to people. An order that was held with one that another has already gets another. */
async function openUnderReference(ctx: Ctx, request: Request, contact: Contact): Promise<Order> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open(ctx, request, attempt === 1 ? contact : { ...contact, reference: newReference() });
    } catch (error) {
      if (attempt === attempts || !isKnownReference(error)) throw error;
    }
  }
}

function isKnownReference(error: unknown): boolean {
  return ['orders_reference', 'orders_reference_of_link'].includes(violatedUnique(error) ?? '');
}

async function open(
  ctx: Ctx,
  { actor, params, body }: Request,
  as: Contact & Pick<CheckOut, 'reference'>,
): Promise<Order> {
  return await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    const order = await openForPayment(tx, {
      ...as,
      orderId: params.orderId,
      link: newLink(),
      paymentWindowMinutes: ctx.config.paymentWindowMinutes,
    });
    if (order === undefined) throw await whyNotOpened(tx, params.orderId);
    await refuseFullPhone(tx, order, ctx.config.mostSeatsPerPhone);
    const claims = await listClaims(tx, [order]);
    refuseMismatch(claims, body.passengers);
    // A claim that is gone was taken over by somebody else in the moment the hold ran out.
    if ((await checkOutClaims(tx, order, body.passengers)) < claims.length) throw holdExpired();
    return await readOrder(tx, order);
  });
}

/** An order of staff is their own decision; its seats count when the phone orders by itself. */
async function refuseFullPhone(tx: Tx, order: OrderRow, most: number | null): Promise<void> {
  if (most === null || order.channel !== 'online' || (await phoneHasRoom(tx, order.orderId, most))) return;
  throw new DomainError(
    'TOO_MANY_SEATS_FOR_PHONE',
    'With this phone number many seats of the same trip are ordered already: give another, or ask the company for a group.',
    { field: '/body/contact/phone', most },
  );
}

async function whyNotOpened(tx: Tx, orderId: string): Promise<DomainError> {
  const order = await findOrder(tx, orderId);
  if (order === undefined) return noSuchOrder();
  if (statusNow(order) === 'expired') return holdExpired();
  return notHeld(order);
}

function refuseMismatch(claims: readonly ClaimRow[], passengers: Passengers): void {
  const named = new Set(passengers.map((passenger) => passenger.claimId));
  const matches =
    named.size === passengers.length &&
    named.size === claims.length &&
    claims.every((claim) => named.has(claim.claimId));
  if (!matches)
    throw new DomainError('PASSENGERS_MISMATCH', 'Name one passenger for each seat of the order.', {
      field: '/body/passengers',
    });
}
