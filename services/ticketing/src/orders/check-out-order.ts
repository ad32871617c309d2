import type { BodyOf, checkOutOrder as operation, Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { checkOutClaims, listClaims, type ClaimRow } from '../holds/claim-queries.ts';
import { orderOpened } from '../telemetry.ts';
import { newLink } from './codes.ts';
import { findOrder, openForPayment } from './order-queries.ts';
import { statusNow } from './order-state.ts';
import { noSuchOrder, readOrder } from './read-orders.ts';

type Passengers = BodyOf<typeof operation>['passengers'];

/** Names passengers and contact and opens the order for payment; its amount is fixed since the hold, its hold lasts at least the payment window. */
export async function checkOutOrder(ctx: Ctx, { actor, params, body }: RequestOf<typeof operation>): Promise<Order> {
  const { phone = null, email = null } = body.contact;
  if (phone === null && email === null) {
    throw new DomainError('CONTACT_MISSING', 'Give a phone number or an e-mail address: tickets are sent there.', {
      field: '/body/contact',
    });
  }
  const view = await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    const order = await openForPayment(tx, {
      orderId: params.orderId,
      phone,
      email,
      link: newLink(),
      paymentWindowMinutes: ctx.config.paymentWindowMinutes,
    });
    if (order === undefined) throw await whyNotOpened(tx, params.orderId);
    const claims = await listClaims(tx, [order]);
    refuseMismatch(claims, body.passengers);
    // A claim that is gone was taken over by somebody else in the moment the hold ran out.
    if ((await checkOutClaims(tx, order, body.passengers)) < claims.length) throw holdExpired();
    return await readOrder(tx, order);
  });
  orderOpened(ctx.log, view.orderId);
  return view;
}

async function whyNotOpened(tx: Tx, orderId: string): Promise<DomainError> {
  const order = await findOrder(tx, orderId);
  if (order === undefined) return noSuchOrder();
  if (statusNow(order) === 'expired') return holdExpired();
  return new DomainError('ORDER_NOT_HELD', `This order is ${order.status}.`, { orderStatus: order.status });
}

function holdExpired(): DomainError {
  return new DomainError('HOLD_EXPIRED', 'The seats were held for a while, and that time is over: choose again.');
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
