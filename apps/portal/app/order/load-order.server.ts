import {
  asksByPhone,
  getMyAccount,
  getOrder,
  listAttempts,
  listMyVouchers,
  listPaymentMethods,
  type Order,
  type PaymentMethod,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { failPage } from '../visit/fail-page.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import type { Visit } from '../visit/visit.server.ts';
import { loadNextDepartures } from './next-departures.server.ts';
import { orderStage, stageMark, type OrderStage } from './order-stage.ts';
import { passengersOf } from './passengers.ts';
import { callingCodeOf } from './phone-number.ts';
import { viewJourneys } from './view-journeys.server.ts';

export type StagedOrder = { readonly order: Order; readonly stage: OrderStage; readonly secondsLeft: number };

/** The order and where it stands. Attempts are asked for only once payment may have begun. */
export async function loadStagedOrder(visit: Visit, orderId: string): Promise<StagedOrder> {
  const answer = await visit.api(getOrder, { params: { orderId } });
  if (!answer.ok) throw failPage(visit, answer);
  const order = answer.value;
  const secondsLeft = (millisecondsOf(order.expiresAt) - millisecondsOf(order.serverTime)) / 1000;
  return {
    order,
    secondsLeft,
    stage: orderStage({ order, isOver: secondsLeft <= 0, attempts: await attemptsOf(visit, order) }),
  };
}

async function attemptsOf(visit: Visit, order: Order) {
  if (order.status === 'held' || order.status === 'confirmed' || order.status === 'cancelled') return [];
  const answer = await visit.api(listAttempts, { params: { orderId: order.orderId } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value.attempts;
}

export async function loadOrder(visit: Visit, orderId: string) {
  const { order, stage, secondsLeft } = await loadStagedOrder(visit, orderId);
  const [first] = order.claims;
  const zone = first?.from.timeZone ?? 'UTC';
  const [previousSearch] = searchesAgain(order);
  const isCancelled = order.claims.some((claim) => claim.tripStatus === 'cancelled');
  return {
    orderId,
    reference: order.reference,
    stage,
    mark: stageMark(stage),
    secondsLeft,
    extendable: order.extendable,
    endsAt: visit.writing.time(order.expiresAt, zone),
    total: visit.writing.money(order.total),
    /** What is asked for with money, or was. */
    due: visit.writing.money(order.due),
    vouchers: order.vouchers.map(({ voucherId, amount }) => ({ voucherId, amount: visit.writing.money(amount) })),
    isCovered: order.vouchers.length > 0 && order.due.amountMinor === 0,
    credit: stage.kind === 'payment' ? await creditOf(visit, order, zone) : [],
    currency: order.total.currency,
    methods: stage.kind === 'payment' ? await methodsOf(visit, order) : [],
    journeys: viewJourneys(order, visit.writing),
    passengers: passengersOf(order.claims).map(({ index, claims }) => ({
      index,
      name: claims[0]?.passengerName ?? '',
      seats: claims.map((claim) => claim.seatLabel),
      claimIds: claims.map((claim) => claim.claimId),
    })),
    contact: await contactOf(visit, order),
    callingCode: callingCodeOf(zone),
    /** Names one intent to pay; sent again it finds the attempt it made. */
    payKey: newId(),
    searchAgain: previousSearch ?? '/',
    isCancelled,
    nextDepartures:
      stage.kind === 'unallocated' || (stage.kind === 'ended' && isCancelled)
        ? await loadNextDepartures(visit, order)
        : [],
  };
}

export type OrderPage = Awaited<ReturnType<typeof loadOrder>>;

/** A way to pay: on the payer's phone, or on a page of the payment company. */
type Offer = { readonly method: PaymentMethod; readonly isByPhone: boolean };

async function methodsOf(visit: Visit, order: Order): Promise<readonly Offer[]> {
  const answer = await visit.api(listPaymentMethods, { query: { currency: order.total.currency } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value.methods.map((method) => ({ method, isByPhone: asksByPhone(method) }));
}

/** The passenger's own vouchers that could pay a part of what is left. */
async function creditOf(visit: Visit, order: Order, zone: string) {
  if (order.due.amountMinor === 0) return [];
  const answer = await visit.api(listMyVouchers, {});
  // Money pays as well.
  if (!answer.ok) return [];
  return answer.value.vouchers
    .filter(({ remaining }) => remaining.amountMinor > 0 && remaining.currency === order.due.currency)
    .filter(({ voucherId }) => order.vouchers.every((used) => used.voucherId !== voucherId))
    .slice(0, mostCredit)
    .map(({ voucherId, remaining, expiresAt }) => ({
      voucherId,
      remaining: visit.writing.money(remaining),
      until: visit.writing.day(expiresAt, zone),
    }));
}

/** As many as an order can be paid with. */
const mostCredit = 4;

/** What was given for this order, else what an account knows of its holder. */
async function contactOf(visit: Visit, order: Order): Promise<{ phone: string; email: string }> {
  const given = { phone: order.contact.phone ?? '', email: order.contact.email ?? '' };
  if (given.phone !== '' || given.email !== '' || visit.session.holder().kind !== 'account') return given;
  const account = await visit.api(getMyAccount, {});
  return account.ok ? { phone: account.value.phone ?? '', email: account.value.email ?? '' } : given;
}

/** The seat maps of an order's trips: where one begins again. */
function searchesAgain(order: Order): string[] {
  return order.claims.map((claim) => `/trips/${claim.tripId}?from=${claim.from.index}&to=${claim.to.index}`);
}
