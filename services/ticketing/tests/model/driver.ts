import { assert, newId } from '@safiri/kernel';
import {
  checkOutOrder,
  extendOrder,
  getOrder,
  giveBackSeats,
  holdSeats,
  keepSeats,
  releaseOrder,
  tripCancelled,
  tripsScheduled,
  type TripState,
} from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import type { Client } from '@safiri/testkit';
import { moveClaims } from '../../src/holds/claim-queries.ts';
import { sampleCompany, sampleTrip } from '../../src/network/sample-network.ts';
import { lockOrder } from '../../src/orders/order-queries.ts';
import { sampleContact } from '../open-sale.ts';
import { layouts } from './buses.ts';
import { idOf, knownOf, numberOf, refusalOf, viewOf, type Known, type Names } from './names.ts';
import { done, type Hold, type Move, type Operation, type Seen } from './operations.ts';
import type { World } from './world.ts';

type Of<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

export type Driver = { readonly names: Names; perform(operation: Operation): Promise<Seen> };

/** A client of each of the two processes. */
type Buyer = { readonly call: Client; readonly hasty: Client };

type About = {
  readonly world: World;
  readonly names: Names;
  readonly buyers: Map<number, Buyer>;
};

/** Does to the service what a worker thinks of, over HTTP or as its queue would, and says what was seen. */
export function openDriver(world: World): Driver {
  const names: Names = { trips: [], orders: new Map(), keys: new Map(), attempts: new Map(), kept: new Map() };
  const about: About = { world, names, buyers: new Map() };
  return { names, perform: async (operation) => await performOne(about, operation) };
}

async function performOne(about: About, operation: Operation): Promise<Seen> {
  const { world, names } = about;
  switch (operation.kind) {
    case 'hold':
      return await hold(about, operation);
    case 'extend':
    case 'check-out':
    case 'release':
    case 'look':
      return await changeOrder(about, operation);
    case 'age':
      await age(world, knownOf(names, operation.order));
      return done;
    case 'sweep':
      await world.sweep();
      return done;
    case 'pay':
      return await pay(about, operation);
    case 'cancel':
      return await cancel(about, operation);
    case 'swap':
      return await swap(about, operation);
    case 'keep':
      return await keep(about, operation);
    case 'give-back':
      await world.staff(giveBackSeats, {
        params: { companyId: sampleCompany.companyId, keptId: idOf(names.kept, operation.kept) },
      });
      return done;
    case 'move':
      return await move(about, operation.moves);
  }
}

async function hold(about: About, { key, owner, overAtOnce, reducedMobility, trips }: Hold): Promise<Seen> {
  const { names } = about;
  const buyer = await buyerOf(about, owner);
  const wanted = [];
  for (const { trip, from, to, seats } of trips) {
    const { tripId } = await tripOf(about, trip);
    wanted.push({
      tripId,
      from,
      to,
      ...(typeof seats === 'number' ? { any: { count: seats } } : { seats: [...seats] }),
    });
  }
  const answer = await (overAtOnce ? buyer.hasty : buyer.call)(holdSeats, {
    body: { trips: wanted, ...(reducedMobility ? { reducedMobility } : {}) },
    idempotencyKey: idOf(names.keys, key),
  });
  if (!answer.ok) return refusalOf(names, answer);
  const { orderId, claims, total } = answer.value;
  const asHeld = claims.toSorted((a, b) => a.tripId - b.tripId || a.seat - b.seat);
  if (!names.orders.has(key)) {
    const claimIds = asHeld.map((claim) => claim.claimId);
    names.orders.set(key, { orderId, total, claimIds, tripIds: asHeld.map((claim) => claim.tripId) });
  }
  assert(names.orders.get(key)?.orderId === orderId, `key ${key} made a second order`);
  return viewOf(names, key, answer.value);
}

async function changeOrder(about: About, operation: Of<'extend' | 'check-out' | 'release' | 'look'>): Promise<Seen> {
  const { names } = about;
  const { orderId, claimIds } = knownOf(names, operation.order);
  const { call } = await buyerOf(about, operation.by);
  const params = { orderId };
  if (operation.kind === 'release') {
    const answer = await call(releaseOrder, { params });
    return answer.ok ? done : refusalOf(names, answer);
  }
  const named = operation.kind === 'check-out' && operation.mismatched ? [newId()] : claimIds;
  const passengers = named.map((claimId) => ({ claimId, name: 'Ama' }));
  const answer =
    operation.kind === 'look'
      ? await call(getOrder, { params })
      : operation.kind === 'extend'
        ? await call(extendOrder, { params, idempotencyKey: `extension-${operation.key}` })
        : await call(checkOutOrder, { params, body: { contact: sampleContact, passengers } });
  return answer.ok ? viewOf(names, operation.order, answer.value) : refusalOf(names, answer);
}

async function age({ sale }: World, { orderId }: Known): Promise<void> {
  await sale.bed.admin(
    `with aged as (
       update ticketing.orders set expires_at = now() - interval '1 second'
        where order_id = $1 and status in ('held', 'checkout') returning order_id, trip_ids)
     update ticketing.claims c set expires_at = now() - interval '1 second'
       from aged a where c.trip_id = any (a.trip_ids) and c.order_id = a.order_id`,
    [orderId],
  );
}

async function pay({ world, names }: About, { order, attempt, amount }: Of<'pay'>): Promise<Seen> {
  const { orderId, total, claimIds } = knownOf(names, order);
  const attemptId = idOf(names.attempts, attempt);
  await world.pay({
    attemptId,
    orderId,
    version: 2,
    method: 'mtn-momo',
    amount: { ...total, amountMinor: total.amountMinor + (amount === 'right' ? 0 : 1) },
    providerTransactionId: newId(),
  });
  const [paid] = await world.sale.bed.admin<{ outcome: string; cause: string | null; status: string }>(
    `select p.outcome, case p.outcome when 'refund' then r.cause end as cause, ${shownStatus} as status
       from ticketing.order_payments p join ticketing.orders o using (order_id)
       left join ticketing.order_refunds r on r.order_id = p.order_id and r.attempt_id = p.attempt_id
      where p.order_id = $1 and p.attempt_id = $2`,
    [orderId, attemptId],
  );
  assert(paid !== undefined, `attempt ${attempt} was told and is not known`);
  const seats = await world.sale.bed.admin<{ tripId: number; seat: number }>(
    `select trip_id::int as "tripId", seat from ticketing.claims where order_id = $1 order by array_position($2, claim_id)`,
    [orderId, claimIds],
  );
  return {
    kind: 'paid',
    ...paid,
    seats: paid.outcome === 'booking' ? seats.map(({ tripId, seat }) => `${numberOf(names, tripId)}/${seat}`) : [],
  };
}

const shownStatus =
  "case when o.status in ('held', 'checkout') and o.expires_at <= now() then 'expired' else o.status end";

async function cancel(about: About, { trip }: Of<'cancel'>): Promise<Seen> {
  const { bed, service } = about.world.sale;
  const changed = await changeTrip(about, trip, { status: 'cancelled' });
  await bed.hear(service, tripCancelled, { trip: changed, reason: 'road closed' });
  const rows = await bed.admin<{ order_id: string; status: string }>(
    `select o.order_id, ${shownStatus} as status from ticketing.orders o
      where o.order_id in (select order_id from ticketing.claims where trip_id = $1)`,
    [changed.tripId],
  );
  const keys = new Map([...about.names.orders].map(([key, { orderId }]) => [orderId, key]));
  return { kind: 'cancelled', orders: rows.map((row) => `${keys.get(row.order_id)} ${row.status}`).toSorted() };
}

async function swap(about: About, { trip, layout, late }: Of<'swap'>): Promise<Seen> {
  const { bed, service } = about.world.sale;
  const { layoutId } = layouts[layout];
  const known = await tripOf(about, trip);
  const news = late ? { ...known, layoutId, version: known.version - 1 } : await changeTrip(about, trip, { layoutId });
  await bed.hear(service, tripsScheduled, { serviceDate: news.serviceDate, trips: [news] });
  return done;
}

async function keep(about: About, { trip, kept, seats, keptFor }: Of<'keep'>): Promise<Seen> {
  const { world, names } = about;
  const { tripId } = await tripOf(about, trip);
  const answer = await world.staff(keepSeats, {
    params: { companyId: sampleCompany.companyId },
    body: { tripId, seats: [...seats], keptFor, minutesBefore: null, reason: 'a test' },
    idempotencyKey: newId(),
  });
  if (!answer.ok) return refusalOf(names, answer);
  names.kept.set(kept, answer.value.kept.keptId);
  const had = answer.value.had.map(({ seat, from, to, status }) => `${seat} ${from}-${to} ${status}`);
  return { kind: 'kept', had: had.toSorted() };
}

async function move({ world, names }: About, moves: readonly Move[]): Promise<Seen> {
  const orderIds = [...new Set(moves.map((each) => knownOf(names, each.order).orderId))].toSorted();
  const asked = moves.map(({ order, claim, seat }) => {
    const { claimIds, tripIds } = knownOf(names, order);
    const [claimId, tripId] = [claimIds[claim], tripIds[claim]];
    assert(claimId !== undefined && tripId !== undefined, `order ${order} has no claim ${claim}`);
    return { name: `${order}/${claim}`, move: { claimId, tripId, seat } };
  });
  const refused = await transaction(world.sale.bed.deps.db, asService, async (tx) => {
    for (const orderId of orderIds) await lockOrder(tx, orderId);
    return await moveClaims(
      tx,
      asked.map((each) => each.move),
    );
  });
  if (refused.length === 0)
    await renewTickets(
      world,
      asked.map((each) => each.move.claimId),
    );
  const told = refused.map(({ claimId, why }) => `${asked.find((each) => each.move.claimId === claimId)?.name} ${why}`);
  return { kind: 'moved', refused: told.toSorted() };
}

/** Who moves somebody that has paid gives them another ticket: as nobody does that yet, the test writes the seat on it. */
async function renewTickets({ sale }: World, claimIds: readonly string[]): Promise<void> {
  await sale.bed.admin(
    `update ticketing.tickets t set seat = c.seat from ticketing.claims c
      where c.claim_id = any ($1) and t.trip_id = c.trip_id and t.claim_id = c.claim_id and t.status = 'issued'`,
    [claimIds],
  );
}

/** Made when it is first named, and those of lower numbers before it, so that ids ascend with numbers. */
async function tripOf({ world: { sale }, names }: About, number: number): Promise<TripState> {
  const departsAt = new Date(sale.bed.deps.clock.now().getTime() + 2 * 86_400_000).toISOString();
  while (names.trips.length <= number) {
    const trip = sampleTrip(sale.pattern, departsAt, { layoutId: layouts.eight.layoutId });
    names.trips.push(trip);
    await sale.bed.hear(sale.service, tripsScheduled, { serviceDate: trip.serviceDate, trips: [trip] });
  }
  const known = names.trips[number];
  assert(known !== undefined, `there is no trip ${number}`);
  return known;
}

async function changeTrip(about: About, number: number, given: Partial<TripState>): Promise<TripState> {
  const known = await tripOf(about, number);
  const changed = { ...known, ...given, version: known.version + 1 };
  about.names.trips[number] = changed;
  return changed;
}

/** Comes when they are first named. */
async function buyerOf({ world, buyers }: About, owner: number): Promise<Buyer> {
  const known = buyers.get(owner);
  if (known !== undefined) return known;
  const token = await world.sale.bed.tokens.guest();
  const buyer = { call: world.as(token), hasty: world.overAtOnce(token) };
  buyers.set(owner, buyer);
  return buyer;
}
