import type { RefundGives, RefundQuote } from '@safiri/contracts';
import { assert, DomainError, newId } from '@safiri/kernel';
import { asService, transaction, type Tx } from '@safiri/runtime';
import { listBookingTenders } from '../bookings/payment-queries.ts';
import { readTrips, type TripsById } from '../bookings/trips-of-orders.ts';
import type { Ctx } from '../context.ts';
import { listClaims, type ClaimRow } from '../holds/claim-queries.ts';
import { departureAt } from '../network/stop-times.ts';
import { lockOrder, type OrderRow } from '../orders/order-queries.ts';
import { noSuchOrder } from '../orders/read-orders.ts';
import { recordForCustomer, seeOrder, type Asker } from './asker.ts';
import { divideRefund } from './divide-refund.ts';
import { listPoliciesOf } from './policy-queries.ts';
import { countOpenQuotes, findQuote, insertQuote, type QuoteLine } from './quote-queries.ts';
import { quoteView } from './quote-view.ts';
import { payoutOf, payoutOfCash } from './payouts.ts';
import { allOfIt, creditRule, refundRule } from './refund-rule.ts';
import { refuseUsed } from './refuse-used.ts';
import { soldClaim } from './sold-claim.ts';

export type Asked = {
  readonly claimIds: readonly string[];
  /** Why the company itself cancels them; then nothing is kept, whoever boarded and whenever the bus left. */
  readonly companyReason?: string | undefined;
  /** Credit only where every company offers it for its seats; money, unless it is said. */
  readonly gives?: RefundGives | undefined;
};

/** Long enough to talk it over, short enough that who waits for a later tier gains nothing by it. */
const standsMinutes = 10;
/** More open offers for one order than anybody compares. */
const mostOpenQuotes = 20;

/** Offers what the policy of the sale gives back of some seats. Nothing is cancelled by it, and nothing kept from anybody. */
export async function quoteRefund(ctx: Ctx, asker: Asker, asked: Asked): Promise<RefundQuote> {
  const orderId = await seeOrder(ctx, asker, async (_tx, order) => await Promise.resolve(order.orderId));
  return await transaction(ctx.db, asService, async (tx) => {
    // Locked, so that offers are counted one by one. What changes after it, the version tells at the confirmation.
    const order = await lockOrder(tx, orderId);
    if (order === undefined) throw noSuchOrder();
    if (order.status !== 'confirmed') throw new DomainError('ORDER_NOT_CONFIRMED', 'This order is not paid.');
    if ((await countOpenQuotes(tx, orderId)) >= mostOpenQuotes) throw tooManyQuotes();
    const all = await listClaims(tx, [order]);
    const claims = asked.claimIds.map((claimId, index) =>
      soldClaim(all, asker, { claimId, field: `/body/claimIds/${index}` }),
    );
    const trips = await readTrips(tx, order.tripIds);
    const byCompany = asked.companyReason !== undefined;
    if (!byCompany) await refuseUsed(ctx, tx, { claims, trips });
    const quote = { orderId, quoteId: newId() };
    const { gives = 'money' } = asked;
    await insertQuote(tx, {
      ...quote,
      orderVersion: order.version,
      cause: byCompany ? 'company-cancelled' : 'passenger-cancelled',
      reason: asked.companyReason ?? null,
      staff: asker.staff,
      gives,
      currency: order.currency,
      lines: await linesOf(ctx, tx, { order, claims, trips, byCompany, gives }),
      standsMinutes,
    });
    const made = await findQuote(tx, quote);
    assert(made !== undefined, 'a quote is there once it is made');
    await recordForCustomer(tx, asker, {
      thing: { kind: 'refund-quote', id: made.quoteId },
      before: null,
      after: {
        orderId,
        cause: made.cause,
        reason: asked.companyReason,
        totalMinor: made.totalMinor,
        lines: made.lines,
      },
    });
    return quoteView(made);
  });
}

type Cancelled = {
  readonly order: OrderRow;
  readonly claims: readonly ClaimRow[];
  readonly trips: TripsById;
  readonly byCompany: boolean;
  readonly gives: RefundGives;
};

async function linesOf(ctx: Ctx, tx: Tx, { order, claims, trips, byCompany, gives }: Cancelled): Promise<QuoteLine[]> {
  const { currency } = order;
  const policies = await listPoliciesOf(tx, order.orderId);
  const now = ctx.clock.now();
  const ruleOf = (claim: ClaimRow) => {
    const trip = trips.get(claim.tripId);
    const departs = trip === undefined ? undefined : departureAt(trip, claim.from);
    assert(departs !== undefined, `trip ${claim.tripId} was sold and is not known`);
    const hoursLeft = (departs.getTime() - now.getTime()) / 3_600_000;
    const tiers = policies.get(claim.companyId) ?? [];
    if (gives === 'money') return refundRule(tiers, { hoursLeft, currency });
    return creditRule(tiers, { hoursLeft, currency }) ?? refuseCredit();
  };
  const tenders = await listBookingTenders(tx, order.orderId);
  // Only who paid with money of their own chooses: staff own what they sell, and what vouchers paid goes back to them.
  const isOwnMoney = order.channel === 'online' && tenders.every((tender) => tender.attemptId !== null);
  if (gives === 'credit' && !isOwnMoney) refuseCredit();
  const rides = claims.map((claim) => ({ ...claim, ...(byCompany ? allOfIt : ruleOf(claim)) }));
  const leftMinor = tenders.reduce((sum, tender) => sum + tender.leftMinor, 0);
  const payout = tenders.some(({ method }) => method === 'cash') ? payoutOfCash(currency) : payoutOf(currency);
  const refunded = divideRefund(rides, { currency, payout, leftMinor });
  return rides.map((ride, index) => {
    const refundedMinor = refunded[index] ?? 0;
    const { tripId, claimId, companyId, fareMinor, hoursBefore, refundedPercent, feeMinor } = ride;
    const keptMinor = fareMinor - refundedMinor;
    return { tripId, claimId, companyId, fareMinor, keptMinor, refundedMinor, hoursBefore, refundedPercent, feeMinor };
  });
}

function refuseCredit(): never {
  throw new DomainError('CREDIT_NOT_OFFERED', 'Of these seats money goes back, and no credit is offered.');
}

function tooManyQuotes(): DomainError {
  return new DomainError(
    'TOO_MANY_QUOTES',
    'Many offers for this order are open: take one, or come back in some minutes.',
    {
      most: mostOpenQuotes,
    },
  );
}
