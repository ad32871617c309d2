import {
  type AccountActor,
  type Act,
  type Acting,
  type DatabaseActor,
  recordAct,
  transaction,
  type Tx,
} from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findOrder, findOrderByLink, type OrderRow } from '../orders/order-queries.ts';
import { noSuchOrder } from '../orders/read-orders.ts';
import { actingFor } from '../staff.ts';

/** Who asks for a refund, and by what they name the order. */
export type Asker = {
  readonly acting: DatabaseActor;
  readonly find: (tx: Tx) => Promise<OrderRow | undefined>;
  /** Set for staff, who see the seats on their company's trips alone. */
  readonly staff?: {
    readonly companyId: string;
    readonly madeBy: string;
    readonly actor: AccountActor;
    readonly request: Acting;
  };
};

export function byOwner(actor: { readonly subjectId: string }, { orderId }: { readonly orderId: string }): Asker {
  return { acting: { kind: 'passenger', id: actor.subjectId }, find: async (tx) => await findOrder(tx, orderId) };
}

export function byLink({ link }: { readonly link: string }): Asker {
  return { acting: { kind: 'link', id: link }, find: async (tx) => await findOrderByLink(tx, link) };
}

export function byStaff(
  request: Acting & {
    readonly actor: AccountActor;
    readonly params: { readonly companyId: string; readonly orderId: string };
  },
): Asker {
  const { actor, params } = request;
  const { companyId, orderId } = params;
  return {
    acting: actingFor(actor, companyId),
    find: async (tx) => await findOrder(tx, orderId),
    staff: { companyId, madeBy: actor.subjectId, actor, request },
  };
}

/** What staff did for a customer stands in their company's audit log; a passenger's own doing does not. */
export async function recordForCustomer(tx: Tx, { staff }: Asker, act: Omit<Act, 'company'>): Promise<void> {
  if (staff !== undefined) await recordAct(tx, staff.request, { company: staff.companyId, ...act });
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
