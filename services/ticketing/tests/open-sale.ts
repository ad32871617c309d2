import { Compile } from 'typebox/compile';
import { inject } from 'vitest';
import {
  allEvents,
  checkOutOrder,
  holdSeats,
  paymentSucceeded,
  tripCancelled,
  tripsScheduled,
  type BodyOf,
  type LayoutCell,
  type Order,
  type PatternState,
  type SeatLayout,
  type TripState,
} from '@safiri/contracts';
import { assert, newId, type Money } from '@safiri/kernel';
import type { SeatLock, Service, ServiceDeps } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createTicketing, type TicketingConfig } from '../src/index.ts';
import { decideHolds } from '../src/holds/decide-holds.ts';
import type { Asker, HoldAnswer, HoldItem } from '../src/holds/hold-queries.ts';
import {
  sampleCompany,
  sampleFares,
  samplePattern,
  sampleStop,
  sampleTrip,
  tell,
} from '../src/network/sample-network.ts';
import { newReference } from '../src/orders/codes.ts';

type Served = Awaited<ReturnType<Testbed['serve']>>;
export type Buyer = { readonly subjectId: string; readonly token: string; readonly call: ReturnType<Served['as']> };
export type Wanted = BodyOf<typeof holdSeats>['trips'];

/** Ticketing with trips on sale, and what a test does with it again and again. */
export type Sale = {
  readonly bed: Testbed;
  readonly service: Service;
  readonly served: Served;
  readonly pattern: PatternState;
  /** Puts another trip of four seats and four legs on sale, leaving in two days; answers its id. */
  addTrip(given?: Parameters<typeof sampleTrip>[2]): Promise<number>;
  cancelTrip(tripId: number): Promise<void>;
  buyer(): Promise<Buyer>;
  /** Holds seats; a refusal fails the test. */
  hold(buyer: Buyer, trips: Wanted, key?: string): Promise<Order>;
  /** Holds seats and opens the order for payment. */
  checkOut(buyer: Buyer, trips: Wanted): Promise<Order>;
  pay(order: Order, given?: { attemptId?: string; amount?: Money }): Promise<string>;
  book(buyer: Buyer, trips: Wanted): Promise<Order>;
  /** Lets the hold of an order be over, as if its time had passed. */
  age(orderId: string): Promise<void>;
  /** Everything that must never be, counted. */
  violations(): Promise<number>;
  /** What was told of one type; each fits its contract, or the test fails. */
  newsOf(type: string): Promise<readonly { aggregateId: string; version: number; payload: unknown }[]>;
};

export const saleConfig: TicketingConfig = {
  holdMinutes: 10,
  holdBatching: true,
  mostSeatsHeld: null,
  mostSeatsPerPhone: null,
  mostHoldsPerAddress: null,
  mostSeatMapsOpen: 100,
  mostSeatMapsOpenPerAddress: 100,
  paymentWindowMinutes: 8,
  freeCancellationMinutes: 120,
  waitingOfferMinutes: 15,
  unpaidOrderHours: 48,
  passengerNameDays: 365,
};
export const sampleContact = { phone: '+250780000001', email: 'ama@example.org' };

type SaleOptions = {
  /** How other services answer; else nobody does. */
  readonly callPeer?: ServiceDeps['callPeer'];
  readonly config?: Partial<TicketingConfig>;
  /** Left out, the database alone keeps buyers apart. */
  readonly seatLock?: SeatLock;
  /** The superuser's URL of a server of the test's own; else that of the test run. */
  readonly postgres?: string;
};

export async function openSale(given: SaleOptions = {}): Promise<Sale> {
  const bed = await openTestbed({
    service: 'ticketing',
    postgres: given.postgres ?? inject('postgres'),
    ...(given.callPeer === undefined ? {} : { callPeer: given.callPeer }),
  });
  const service = createTicketing({
    ...bed.deps,
    memory: { ...bed.deps.memory, seatLock: given.seatLock ?? bed.deps.memory.seatLock },
    verifier: bed.tokens.verifier,
    config: { ...saleConfig, ...given.config },
  });
  const served = await bed.serve(service);
  const stops = ['Nairobi', 'Eldoret', 'Kampala', 'Mbarara', 'Kigali'].map((name) => sampleStop(name));
  const pattern = samplePattern(stops.map((at, index) => ({ at, minutes: index * 120 })));
  await tell(bed, service, { stops, patterns: [pattern], fares: [sampleFares(pattern)], trips: [] });
  const about = { bed, service, served };
  const states = new Map<number, TripState>();
  return {
    ...about,
    pattern,
    addTrip: async (trip) => {
      const departsAt = new Date(bed.deps.clock.now().getTime() + 2 * 86_400_000).toISOString();
      const state = sampleTrip(pattern, departsAt, trip);
      states.set(state.tripId, state);
      await bed.hear(service, tripsScheduled, { serviceDate: state.serviceDate, trips: [state] });
      return state.tripId;
    },
    cancelTrip: async (tripId) => {
      const state = states.get(tripId);
      assert(state !== undefined, `trip ${tripId} is none of this sale`);
      await bed.hear(service, tripCancelled, {
        trip: { ...state, version: state.version + 1, status: 'cancelled' },
        reason: 'road closed',
      });
    },
    ...buying(about),
    age: async (orderId) => {
      for (const table of ['orders', 'claims']) {
        await bed.admin(`update ticketing.${table} set expires_at = now() - interval '1 second' where order_id = $1`, [
          orderId,
        ]);
      }
    },
    violations: async () => await countViolations(bed),
    newsOf: async (type) => {
      const news = (await bed.outbox()).filter((event) => event.type === type);
      for (const event of news)
        assert(fits(event), `${type} does not fit its contract: ${JSON.stringify(event.payload)}`);
      return news;
    },
  };
}

function buying({
  bed,
  service,
  served,
}: Pick<Sale, 'bed' | 'service' | 'served'>): Pick<Sale, 'buyer' | 'hold' | 'checkOut' | 'pay' | 'book'> {
  const hold: Sale['hold'] = async (buyer, trips, key = newId()) => {
    const answer = await buyer.call(holdSeats, { body: { trips }, idempotencyKey: key });
    assert(answer.ok, `the hold was refused: ${answer.ok ? '' : `${answer.code} ${answer.detail}`}`);
    return answer.value;
  };
  const checkOut: Sale['checkOut'] = async (buyer, trips) => {
    const order = await hold(buyer, trips);
    const passengers = order.claims.map(({ claimId, seatLabel }) => ({ claimId, name: `Passenger ${seatLabel}` }));
    const answer = await buyer.call(checkOutOrder, {
      params: { orderId: order.orderId },
      body: { contact: sampleContact, passengers },
    });
    assert(answer.ok, `the checkout was refused: ${answer.ok ? '' : `${answer.code} ${answer.detail}`}`);
    return answer.value;
  };
  const pay: Sale['pay'] = async (order, { attemptId = newId(), amount = order.total } = {}) => {
    await bed.hear(service, paymentSucceeded, {
      attemptId,
      orderId: order.orderId,
      version: 2,
      method: 'mtn-momo',
      amount,
      providerTransactionId: newId(),
    });
    return attemptId;
  };
  return {
    hold,
    checkOut,
    pay,
    buyer: async () => {
      const subjectId = newId();
      const token = await bed.tokens.guest(subjectId);
      return { subjectId, token, call: served.as(token) };
    },
    book: async (buyer, trips) => {
      const order = await checkOut(buyer, trips);
      await pay(order);
      return order;
    },
  };
}

function fits(event: { readonly type: string; readonly payload: unknown }): boolean {
  const declared = allEvents.find((each) => each.type === event.type);
  return declared !== undefined && Compile(declared.payload).Check(event.payload);
}

export type Ride = { readonly tripId: number; readonly seat: number; readonly from: number; readonly to: number };

/** An order as the seat functions are asked for it, past everything that is checked before them. */
export function itemFor(
  rides: readonly (Omit<Ride, 'seat'> & { readonly seat: number | null; readonly companyId?: string })[],
  given: Partial<HoldItem> = {},
): HoldItem {
  return {
    orderId: newId(),
    ownerId: newId(),
    idempotencyKey: newId(),
    fingerprint: 'f',
    reference: newReference(),
    currency: 'RWF',
    locale: 'en',
    claims: rides.map((ride) => ({
      companyId: sampleCompany.companyId,
      ...ride,
      claimId: newId(),
      fareMinor: 1000,
      facts: null,
    })),
    may: [],
    deviceId: null,
    mostSeats: null,
    channel: 'online',
    wishes: [],
    patient: false,
    womenOnly: false,
    ...given,
  };
}

/** Decides one order in a call of its own. */
export async function decideHold(db: Asker, item: HoldItem, holdMinutes: number): Promise<HoldAnswer> {
  const [answer] = await decideHolds(db, [item], holdMinutes);
  assert(answer !== undefined, 'every item of a hold is answered');
  return answer;
}

/** A layout of one deck with this many seats, five in a row. */
export function layoutOf(layoutId: string, capacity: number): SeatLayout {
  const rows = Array.from({ length: Math.ceil(capacity / 5) }, (_row, row) =>
    Array.from({ length: Math.min(5, capacity - row * 5) }, (_seat, column): LayoutCell => ({
      kind: 'seat',
      seat: row * 5 + column + 1,
      label: `${row + 1}${'ABCDE'[column] ?? ''}`,
      class: 'standard',
    })),
  );
  return { layoutId, name: `${capacity} seats`, capacity, decks: [{ name: '', rows }] };
}

/**
 * By brute force, from the tables alone: two live claims on one seat and leg; bits that are not exactly the legs of live
 * claims; an order that is confirmed and has not all its seats, tickets and one payment; a ticket without a sold claim.
 */
export async function countViolations(bed: Pick<Testbed, 'admin'>): Promise<number> {
  const [row] = await bed.admin<{ violations: string }>(`
    with live as (select * from ticketing.claims where status in ('held', 'sold')),
    legs as (select trip_id, seat, claim_id, leg from live, generate_series(from_stop::int, to_stop::int - 1) leg),
    bits as (select trip_id, seat, leg from ticketing.seat_inventory, generate_series(0, 255) leg where get_bit(occupied, leg) = 1)
    select (select count(*) from legs a join legs b using (trip_id, seat, leg) where a.claim_id < b.claim_id)
         + (select count(*) from legs full join bits using (trip_id, seat, leg) where claim_id is null or bits.trip_id is null)
         + (select count(*) from ticketing.orders o where status = 'confirmed'
              and (not exists (select from ticketing.claims c where c.order_id = o.order_id)
                   or exists (select from ticketing.claims c left join ticketing.tickets t using (trip_id, claim_id) where c.order_id = o.order_id
                                 and (c.status not in ('sold', 'released') or t.ticket_id is null or (t.status = 'issued') <> (c.status = 'sold')))
                   or 1 < (select count(*) from ticketing.order_payments p where p.order_id = o.order_id and p.outcome = 'booking')
                   or o.total_minor <> (select coalesce(sum(amount_minor), 0) from ticketing.order_payments p where p.order_id = o.order_id and p.outcome = 'booking')
                                     + (select coalesce(sum(amount_minor), 0) from ticketing.order_tenders t where t.order_id = o.order_id and t.status = 'used')))
         + (select count(*) from ticketing.order_tenders t join ticketing.orders o using (order_id)
             where (t.status = 'reserved' and o.status not in ('held', 'checkout')) or (t.status = 'used' and o.status <> 'confirmed'))
         + (select count(*) from ticketing.vouchers v cross join lateral (
              select coalesce(sum(amount_minor) filter (where status = 'reserved'), 0) as reserved_minor,
                     coalesce(sum(amount_minor - restored_minor) filter (where status = 'used'), 0) as used_minor
                from ticketing.order_tenders where voucher_id = v.voucher_id) t
             where (v.reserved_minor, v.used_minor) <> (t.reserved_minor, t.used_minor))
         + (select count(*) from ticketing.tickets t left join ticketing.claims c using (trip_id, claim_id) where t.status = 'issued' and c.status is distinct from 'sold')
         + (select count(*) from ticketing.order_payments p where outcome = 'refund' and not exists (select from ticketing.order_refunds r where r.order_id = p.order_id and r.attempt_id = p.attempt_id))
         as violations`);
  return Number(row?.violations ?? -1);
}
