import { changeSeatsByLink, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Sale } from './open-sale.ts';
import { linkOf } from './refund-desk.ts';

/** Asks, by the link of an order, for other seats: [the seat a ticket has, the seat it is to have]. */
export async function askForSeats(
  sale: Sale,
  order: Order,
  { seats, key = newId() }: { readonly seats: readonly (readonly [number, number])[]; readonly key?: string },
) {
  return await sale.served.as()(changeSeatsByLink, {
    params: { link: linkOf(order) },
    body: {
      changes: seats.map(([from, seat]) => ({
        claimId: order.claims.find((claim) => claim.seat === from)?.claimId ?? newId(),
        seat,
      })),
    },
    idempotencyKey: key,
  });
}
