import { ticketIssued, type BodyOf, type namePassengersByLink as operation, type Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, publish, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import { shareTrips } from '../bookings/trip-locks.ts';
import { readTrips } from '../bookings/trips-of-orders.ts';
import type { Ctx } from '../context.ts';
import { listClaims, nameClaims } from '../holds/claim-queries.ts';
import { lockOrder, setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { noSuchOrder, readOrder } from '../orders/read-orders.ts';
import { byLink, seeOrder } from '../refunds/asker.ts';
import { refuseUsed } from '../refunds/refuse-used.ts';
import { soldClaim } from '../refunds/sold-claim.ts';
import { passengersNamed } from '../telemetry.ts';
import { issuedTicket, listTickets, nameTickets } from './ticket-queries.ts';

type Named = BodyOf<typeof operation>['passengers'];

/** A name is corrected, and the correction once more; a seat that is passed on again and again is somebody's trade. */
const mostNamesOfTicket = 10;

/** Writes who travels: doors and lists of passengers learn it, codes stay. What says the same again changes nothing. */
export async function namePassengers(ctx: Ctx, { params, body }: RequestOf<typeof operation>): Promise<Order> {
  refuseTwice(body.passengers);
  const asker = byLink(params);
  const { orderId, tripIds } = await seeOrder(ctx, asker, async (_tx, order) => await Promise.resolve(order));
  const named = await transaction(ctx.db, asService, async (tx) => {
    await shareTrips(tx, tripIds);
    const order = await lockOrder(tx, orderId);
    if (order === undefined) throw noSuchOrder();
    return await nameAll(ctx, tx, { order, passengers: body.passengers });
  });
  if (named > 0) passengersNamed(ctx.log, { orderId, seats: named });
  return await seeOrder(ctx, asker, readOrder);
}

/** Answers how many have another name now. */
async function nameAll(
  ctx: Ctx,
  tx: Tx,
  { order, passengers }: { readonly order: OrderRow; readonly passengers: Named },
): Promise<number> {
  if (order.status !== 'confirmed') throw new DomainError('ORDER_NOT_CONFIRMED', 'This order is not paid.');
  const claims = await listClaims(tx, [order]);
  const changes = passengers.flatMap(({ claimId, name: given }, index) => {
    const claim = soldClaim(claims, {}, { claimId, field: `/body/passengers/${index}/claimId` });
    const name = given.trim();
    return claim.passengerName === name ? [] : [{ claim, name }];
  });
  if (changes.length === 0) return 0;
  await refuseUsed(ctx, tx, {
    claims: changes.map(({ claim }) => claim),
    trips: await readTrips(tx, order.tripIds),
  });
  await refuseOften(tx, order, new Set(changes.map(({ claim }) => claim.claimId)));
  const names = changes.map(({ claim: { tripId, claimId }, name }) => ({ tripId, claimId, name }));
  await nameClaims(tx, order, names);
  const tickets = await nameTickets(tx, names);
  const { orderId, version } = await setOrderStatus(tx, order, 'confirmed');
  await publish(tx, ticketIssued, {
    aggregateId: orderId,
    version,
    payload: { orderId, tickets: tickets.map(issuedTicket) },
  });
  return changes.length;
}

function refuseTwice(passengers: Named): void {
  const again = passengers.findIndex(({ claimId }, index) =>
    passengers.slice(0, index).some((other) => other.claimId === claimId),
  );
  if (again !== -1)
    throw new DomainError('CLAIM_TWICE', 'One ticket cannot have two names.', {
      field: `/body/passengers/${again}/claimId`,
    });
}

/** Another seat raises epoch and version of a ticket, another name its version alone. */
async function refuseOften(tx: Tx, order: OrderRow, claimIds: ReadonlySet<string>): Promise<void> {
  const tickets = await listTickets(tx, [order]);
  const often = tickets.some(
    ({ claimId, version, epoch }) => claimIds.has(claimId) && version - epoch >= mostNamesOfTicket,
  );
  if (often)
    throw new DomainError('TOO_MANY_CHANGES', 'The name on one of these tickets was changed often enough.', {
      most: mostNamesOfTicket,
    });
}
