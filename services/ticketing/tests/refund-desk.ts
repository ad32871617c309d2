import { expect } from 'vitest';
import {
  confirmRefundByLink,
  getOrder,
  quoteRefundByLink,
  setRefundPolicy,
  ticketScanned,
  type Order,
  type RefundGives,
  type RefundQuote,
  type RefundTier,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { sampleCompany } from '../src/network/sample-network.ts';
import type { Buyer, Sale } from './open-sale.ts';

/** What tests of refunds do again and again; by whoever holds the order's link, unless they say otherwise. */
export type RefundDesk = {
  readonly quote: (order: Order, seats: readonly number[]) => Promise<RefundQuote>;
  readonly tryQuote: (order: Order, seats: readonly number[], gives?: RefundGives) => ReturnType<typeof quoteAnswer>;
  readonly confirm: (order: Order, quote: RefundQuote, key?: string) => ReturnType<typeof confirmAnswer>;
  readonly current: (buyer: Buyer, order: Order) => Promise<Order>;
  readonly told: (type: string, order: Order) => Promise<readonly unknown[]>;
  readonly board: (order: Order, seat: number) => Promise<void>;
  /** Moves the departure of an order's buses, by the service's clock. */
  readonly leavesIn: (order: Order, time: string) => Promise<void>;
  readonly setPolicy: (tiers: readonly RefundTier[]) => Promise<void>;
};

export function openRefundDesk(sale: Sale): RefundDesk {
  const current: RefundDesk['current'] = async (buyer, { orderId }) => {
    const answer = await buyer.call(getOrder, { params: { orderId } });
    return answer.ok ? answer.value : expect.fail(answer.code);
  };
  return {
    current,
    tryQuote: async (order, seats, gives) => await quoteAnswer(sale, order, { seats, gives }),
    quote: async (order, seats) => {
      const answer = await quoteAnswer(sale, order, { seats });
      return answer.ok ? answer.value : expect.fail(answer.code);
    },
    confirm: async (order, quote, key = newId()) => await confirmAnswer(sale, { order, quote, key }),
    told: async (type, order) =>
      (await sale.newsOf(type)).filter((event) => event.aggregateId === order.orderId).map((event) => event.payload),
    board: async (order, seat) => {
      const claim = order.claims.find((each) => each.seat === seat) ?? expect.fail('there is no such seat');
      const [ticket] = await sale.bed.admin<{ ticket_id: string }>(
        'select ticket_id from ticketing.tickets where claim_id = $1',
        [claim.claimId],
      );
      await sale.bed.hear(sale.service, ticketScanned, {
        scanId: newId(),
        ticketId: ticket?.ticket_id ?? expect.fail('it has a ticket'),
        tripId: claim.tripId,
        result: 'accepted',
        scannedAt: sale.bed.deps.clock.now().toISOString(),
        driverId: newId(),
      });
    },
    leavesIn: async (order, time) => {
      await sale.bed.admin(
        'update ticketing.trips set departs_at = $1::timestamptz + $2::interval where trip_id = any ($3)',
        [sale.bed.deps.clock.now(), time, order.claims.map((claim) => claim.tripId)],
      );
    },
    setPolicy: async (tiers) => {
      const admin = sale.served.as(await sale.bed.tokens.staff('company-admin', sampleCompany.companyId));
      const { companyId } = sampleCompany;
      const answer = await admin(setRefundPolicy, { params: { companyId }, body: { tiers: [...tiers] } });
      if (!answer.ok) expect.fail(answer.code);
    },
  };
}

type Wanted = { readonly seats: readonly number[]; readonly gives?: RefundGives | undefined };

async function quoteAnswer(sale: Sale, order: Order, { seats, gives }: Wanted) {
  return await sale.served.as()(quoteRefundByLink, {
    params: { link: linkOf(order) },
    body: { claimIds: claimIdsOf(order, seats), ...(gives === undefined ? {} : { gives }) },
  });
}

async function confirmAnswer(sale: Sale, { order, quote, key }: { order: Order; quote: RefundQuote; key: string }) {
  return await sale.served.as()(confirmRefundByLink, {
    params: { link: linkOf(order), quoteId: quote.quoteId },
    idempotencyKey: key,
  });
}

export function claimIdsOf(order: Order, seats: readonly number[]): string[] {
  return order.claims.filter(({ seat }) => seats.includes(seat)).map(({ claimId }) => claimId);
}

export function linkOf({ link }: Order): string {
  return link ?? expect.fail('it was opened for payment');
}
