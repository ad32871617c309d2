import { ask } from './books.ts';

/**
 * Where a clock of the product's decides, its rows are made older instead. As the database's superuser, by an order's id
 * that the product itself gave out.
 */

/** The time to pay is over: of the order and of the seats it holds. */
export async function holdEnds(databaseUrl: string, orderId: string): Promise<void> {
  await holdEndsAt(databaseUrl, orderId, "now() - interval '1 second'");
}

/** The time to pay is over in two minutes. */
export async function holdEndsSoon(databaseUrl: string, orderId: string): Promise<void> {
  await holdEndsAt(databaseUrl, orderId, "now() + interval '2 minutes'");
}

async function holdEndsAt(databaseUrl: string, orderId: string, instant: string): Promise<void> {
  await ask(
    databaseUrl,
    `update ticketing.claims set expires_at = ${instant} where order_id = '${orderId}';
     update ticketing.orders set expires_at = ${instant} where order_id = '${orderId}'`,
  );
}
