import type { Order } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { asService, transaction, type Tx } from '@safiri/runtime';
import { shareTrips } from '../bookings/trip-locks.ts';
import { readTrips, type TripsById } from '../bookings/trips-of-orders.ts';
import type { Ctx } from '../context.ts';
import { changeSoldSeats, listClaims, type ClaimRow } from '../holds/claim-queries.ts';
import { keyReused } from '../holds/hold-refusals.ts';
import { layoutSeats } from '../holds/layout-seats.ts';
import { lockOrder, setOrderStatus, type OrderRow } from '../orders/order-queries.ts';
import { noSuchOrder, readOrder } from '../orders/read-orders.ts';
import { recordForCustomer, seeOrder, type Asker } from '../refunds/asker.ts';
import { refuseUsed } from '../refunds/refuse-used.ts';
import { soldClaim } from '../refunds/sold-claim.ts';
import { refuseElsewhere } from '../staff.ts';
import { seatsChanged } from '../telemetry.ts';
import { insertChanges, listChanges, type ChangeRow } from './change-queries.ts';
import { refuseChanges, type LostChange } from './refuse-changes.ts';
import { replaceTickets } from './replace-tickets.ts';

type Wanted = { readonly claimId: string; readonly seat: number };
type Asked = { readonly changes: readonly Wanted[]; readonly idempotencyKey: string };

/** A ticket with the seat it has, and the one it is to have. */
export type SeatChange = { readonly claim: ClaimRow; readonly seat: number };

/** Each change frees a seat, takes another, voids a code and sends a message: more than a change of mind needs. */
const mostChangesOfTicket = 5;

/**
 * Gives tickets of a booking other seats, all or none: the new seats are theirs before the old ones are free, and the codes until
 * now are replaced in the same transaction. Asked again with the same key it answers the order as it is.
 */
export async function changeSeats(ctx: Ctx, asker: Asker, asked: Asked): Promise<Order> {
  refuseTwice(asked.changes);
  const { orderId, tripIds } = await seeOrder(ctx, asker, async (_tx, order) => await Promise.resolve(order));
  if (asker.staff !== undefined) {
    const { actor, companyId } = asker.staff;
    await refuseElsewhere(ctx, actor, { permission: 'seat:sell', companyId, tripIds });
  }
  const outcome = await transaction(ctx.db, asService, async (tx) => {
    await shareTrips(tx, tripIds);
    const order = await lockOrder(tx, orderId);
    if (order === undefined) throw noSuchOrder();
    return await change(ctx, tx, { order, asker, asked });
  });
  if (outcome.kind === 'lost') throw await refuseChanges(ctx.occupancy, outcome.lost);
  if (outcome.kind === 'changed')
    seatsChanged(ctx.log, { orderId, seats: asked.changes.length, companyId: asker.staff?.companyId });
  return await seeOrder(ctx, asker, readOrder);
}

type Outcome = { readonly kind: 'changed' | 'repeat' } | { readonly kind: 'lost'; readonly lost: LostChange };

async function change(
  ctx: Ctx,
  tx: Tx,
  { order, asker, asked }: { readonly order: OrderRow; readonly asker: Asker; readonly asked: Asked },
): Promise<Outcome> {
  const before = await listChanges(tx, order.orderId);
  if (isRepeat(before, asked)) return { kind: 'repeat' };
  if (order.status !== 'confirmed') throw new DomainError('ORDER_NOT_CONFIRMED', 'This order is not paid.');
  const claims = await listClaims(tx, [order]);
  const changes = asked.changes.map(({ claimId, seat }, index) => ({
    claim: soldClaim(claims, asker, { claimId, field: `/body/changes/${index}/claimId` }),
    seat,
  }));
  const trips = await readTrips(tx, order.tripIds);
  refuseUnknownSeats(changes, trips);
  refuseOften(changes, before);
  await refuseUsed(ctx, tx, { claims: changes.map(({ claim }) => claim), trips });

  const moves = changes.map(({ claim, seat }) => ({ tripId: claim.tripId, claimId: claim.claimId, seat }));
  const refused = await changeSoldSeats(tx, order.orderId, moves);
  // Nothing was written then, and what else is free is asked on another connection, without these locks.
  if (refused.length > 0) return { kind: 'lost', lost: { refused, changes, trips } };
  await insertChanges(tx, { orderId: order.orderId, ...asker }, changes.map(rowOf(asked.idempotencyKey)));
  await recordForCustomer(tx, asker, {
    thing: { kind: 'order', id: order.orderId },
    before: { seats: changes.map(({ claim }) => ({ claimId: claim.claimId, seat: claim.seat })) },
    after: { seats: changes.map(({ claim, seat }) => ({ claimId: claim.claimId, seat })) },
  });
  // Offers of refunds were made for the order as it was.
  await replaceTickets(tx, await setOrderStatus(tx, order, 'confirmed'), { changes, trips });
  return { kind: 'changed' };
}

function refuseTwice(changes: readonly Wanted[]): void {
  const again = changes.findIndex(
    ({ claimId }, index) => changes.findIndex((other) => other.claimId === claimId) < index,
  );
  if (again !== -1)
    throw new DomainError('CLAIM_TWICE', 'One ticket cannot have two seats.', {
      field: `/body/changes/${again}/claimId`,
    });
}

/** Whether exactly this was changed with the key before. */
function isRepeat(before: readonly ChangeRow[], { changes, idempotencyKey }: Asked): boolean {
  const done = before.filter((row) => row.idempotencyKey === idempotencyKey);
  if (done.length === 0) return false;
  const isSame =
    done.length === changes.length &&
    changes.every(({ claimId, seat }) => done.some((row) => row.claimId === claimId && row.toSeat === seat));
  if (!isSame) throw keyReused();
  return true;
}

function refuseUnknownSeats(changes: readonly SeatChange[], trips: TripsById): void {
  for (const [index, { claim, seat }] of changes.entries()) {
    const trip = trips.get(claim.tripId);
    assert(trip !== undefined, `trip ${claim.tripId} was sold and is not known`);
    if (!layoutSeats(trip.layout).has(seat))
      throw new DomainError('SEAT_UNKNOWN', 'There is no such seat on this trip.', {
        field: `/body/changes/${index}/seat`,
      });
  }
}

function refuseOften(changes: readonly SeatChange[], before: readonly ChangeRow[]): void {
  const often = changes.some(
    ({ claim }) => before.filter((row) => row.claimId === claim.claimId).length >= mostChangesOfTicket,
  );
  if (often)
    throw new DomainError('TOO_MANY_CHANGES', 'The seat of one of these tickets was changed often enough.', {
      most: mostChangesOfTicket,
    });
}

function rowOf(idempotencyKey: string): (change: SeatChange) => ChangeRow {
  return ({ claim, seat }) => ({
    idempotencyKey,
    claimId: claim.claimId,
    tripId: claim.tripId,
    fromSeat: claim.seat,
    toSeat: seat,
  });
}
