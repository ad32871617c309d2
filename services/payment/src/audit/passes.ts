import { sql } from 'kysely';
import { scopeOf, since, type Pass, type Step } from '@safiri/runtime/audit';
import { platformId } from '../ledger/ledger-set.ts';

/** Each has an attempt or two with a handful of changes: a step takes about 10 ms. */
const ordersAtOnce = 200;

type Changed = { readonly orderId: string; readonly at: string };

/** Orders one of whose attempts or refunds changed since the pass was last there. */
export const changePasses: readonly Pass[] = [
  {
    name: 'attempts',
    next: async (tx, position) => {
      const { rows } = await sql<Changed>`
        select order_id as "orderId", changed_at::text as at from attempt_changes
         where ${since(sql`changed_at`, position)} order by changed_at limit ${ordersAtOnce}`.execute(tx);
      return stepOf(rows, position);
    },
  },
  {
    name: 'refunds',
    next: async (tx, position) => {
      const { rows } = await sql<Changed>`
        select order_id as "orderId", changed_at::text as at from refund_changes
         where ${since(sql`changed_at`, position)} order by changed_at limit ${ordersAtOnce}`.execute(tx);
      return stepOf(rows, position);
    },
  },
];

function stepOf(changes: readonly Changed[], position: string | null): Step {
  return { scope: scopeOf(changes), position: changes.at(-1)?.at ?? position };
}

/** Every order somebody tried to pay, or was to be paid back for: a million in four hours. */
export const roundPasses: readonly Pass[] = [
  {
    name: 'all-orders',
    next: async (tx, position) => {
      const after = position ?? '00000000-0000-0000-0000-000000000000';
      const { rows } = await sql<{ orderId: string }>`
        select order_id as "orderId" from (
          (select distinct order_id from attempt_changes where order_id > ${after} order by order_id limit ${ordersAtOnce})
          union
          (select distinct order_id from attempts where order_id > ${after} order by order_id limit ${ordersAtOnce})
          union
          (select distinct order_id from refund_changes where order_id > ${after} order by order_id limit ${ordersAtOnce})
          union
          (select distinct order_id from refunds where order_id > ${after} order by order_id limit ${ordersAtOnce})
          union
          (select distinct order_id from ledger_entries where order_id > ${after} order by order_id limit ${ordersAtOnce})) known
         order by order_id limit ${ordersAtOnce}`.execute(tx);
      return {
        scope: scopeOf(rows),
        position: rows.length < ordersAtOnce ? null : (rows.at(-1)?.orderId ?? null),
      };
    },
  },
  {
    name: 'ledger',
    // The ledger as a whole goes by the platform's id; no order has it.
    next: async () => ({ scope: { orderIds: [platformId], tripIds: [] }, position: null }),
  },
];
