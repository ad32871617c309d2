import { transaction, type AccountActor, type DatabaseActor, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findOrder, findOrderByLink, type OrderRow } from '../orders/order-queries.ts';
import { noSuchOrder } from '../orders/read-orders.ts';
import { actingFor } from '../staff.ts';

/** Who asks for a refund, and by what they name the order. */
export type Asker = {
  readonly acting: DatabaseActor;
  readonly find: (tx: Tx) => Promise<OrderRow | undefined>;
  /** Set for staff, who see the seats on their company's trips alone. */
  readonly staff?: { readonly companyId: string; readonly madeBy: string };
};

export function byOwner(actor: { readonly subjectId: string }, { orderId }: { readonly orderId: string }): Asker {
  return { acting: { kind: 'passenger', id: actor.subjectId }, find: async (tx) => await findOrder(tx, orderId) };
}

export function byLink({ link }: { readonly link: string }): Asker {
  return { acting: { kind: 'link', id: link }, find: async (tx) => await findOrderByLink(tx, link) };
}

export function byStaff(
  actor: AccountActor,
  { companyId, orderId }: { readonly companyId: string; readonly orderId: string },
): Asker {
  return {
    acting: actingFor(actor, companyId),
    find: async (tx) => await findOrder(tx, orderId),
    staff: { companyId, madeBy: actor.subjectId },
  };
}

/** What the asker may see of their order: whatever is decided after that, the service decides. */
export async function seeOrder<Seen>(
  ctx: Ctx,
  { acting, find }: Asker,
  look: (tx: Tx, order: OrderRow) => Promise<Seen>,
): Promise<Seen> {
  return await transaction(ctx.db, acting, async (tx) => {
    const order = await find(tx);
    if (order === undefined) throw noSuchOrder();
    return await look(tx, order);
  });
}
