import type { ModelClaim } from './books.ts';
import type { Worker } from './history.ts';
import type { World } from './world.ts';

/** All that is stored of the workers' trips, and all that should be, in the same words and order. */
export type Stored = {
  readonly orders: string[];
  readonly claims: string[];
  readonly legs: string[];
  readonly money: string[];
};

export function expectedOf(workers: readonly Worker[]): Stored {
  const stored: Stored = { orders: [], claims: [], legs: [], money: [] };
  for (const { model, driver } of workers) {
    const { trips, orders, attempts } = driver.names;
    const tripIdOf = (claim: ModelClaim): number => trips[claim.trip]?.tripId ?? 0;
    for (const order of model.books.orders.values()) {
      const { orderId, claimIds } = orders.get(order.key) ?? { orderId: '', claimIds: [] };
      stored.orders.push(`${orderId} ${order.status} ${order.total} ${order.extendedBy !== undefined}`);
      for (const [index, claim] of order.claims.entries()) {
        const state = claim.state === 'held' && order.over ? 'ended' : claim.state;
        const { seat, from, to, ticket } = claim;
        stored.claims.push(`${claimIds[index]} ${tripIdOf(claim)}/${seat} ${from}-${to} ${state} ${ticket}`);
        if (state !== 'ended')
          for (let leg = from; leg < to; leg += 1) stored.legs.push(`${tripIdOf(claim)}/${seat} ${leg}`);
      }
      for (const [attempt, { outcome }] of order.payments)
        stored.money.push(`${orderId} ${attempts.get(attempt)} ${outcome}`);
      for (const refund of order.refunds) {
        const [attempt, amount, cause] = refund.split(' ');
        stored.money.push(`${orderId} ${attempts.get(Number(attempt))} back ${amount} ${cause}`);
      }
    }
  }
  return sorted(stored);
}

export async function readStored({ sale: { bed } }: World, workers: readonly Worker[]): Promise<Stored> {
  const tripIds = workers.flatMap(({ driver }) => driver.names.trips.map((trip) => trip.tripId));
  const lines = async (statement: string): Promise<string[]> =>
    (await bed.admin<{ line: string }>(statement, [tripIds])).map(({ line }) => line);
  return sorted({
    orders: await lines(`
      select concat_ws(' ', order_id, status, total_minor, (extended_at is not null)::text) as line
        from ticketing.orders where trip_ids && $1::bigint[]`),
    claims: await lines(`
      select concat_ws(' ', c.claim_id, c.trip_id || '/' || c.seat, c.from_stop || '-' || c.to_stop,
               case when c.status in ('held', 'sold') then c.status else 'ended' end, coalesce(t.status, 'none')) as line
        from ticketing.claims c left join ticketing.tickets t using (trip_id, claim_id) where c.trip_id = any ($1::bigint[])`),
    legs: await lines(`
      select concat_ws(' ', trip_id || '/' || seat, leg) as line
        from ticketing.seat_inventory, generate_series(0, 255) leg
       where trip_id = any ($1::bigint[]) and get_bit(occupied, leg) = 1`),
    money: await lines(`
      select concat_ws(' ', order_id, attempt_id, outcome) as line
        from ticketing.order_payments join ticketing.orders using (order_id) where trip_ids && $1::bigint[]
      union all
      select concat_ws(' ', order_id, attempt_id, 'back', amount_minor, cause)
        from ticketing.order_refunds join ticketing.orders using (order_id) where trip_ids && $1::bigint[]`),
  });
}

function sorted({ orders, claims, legs, money }: Stored): Stored {
  return {
    orders: orders.toSorted(),
    claims: claims.toSorted(),
    legs: legs.toSorted(),
    money: money.toSorted(),
  };
}
