import { sql } from 'kysely';
import type { listDeliveries, OutputOf } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, isPlatform, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

type Delivery = OutputOf<typeof listDeliveries>['deliveries'][number];

/** What was sent about an order and how it went, without names, numbers and texts. For platform staff: an order may span companies. */
export async function listOrderDeliveries(
  ctx: Ctx,
  { actor, params }: RequestOf<typeof listDeliveries>,
): Promise<OutputOf<typeof listDeliveries>> {
  if (!isPlatform(actor)) throw new DomainError('NOT_FOUND', 'No such order.');
  const { rows } = await transaction(
    ctx.db,
    asService,
    async (tx) =>
      await sql<Omit<Delivery, 'createdAt'> & { createdAt: Date }>`
      select delivery_id as "deliveryId", channel, template, status, tries, last_error as "lastError", created_at as "createdAt"
        from deliveries where order_id = ${params.orderId} order by created_at limit 100`.execute(tx),
  );
  return { deliveries: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
}
