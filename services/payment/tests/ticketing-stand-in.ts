import type { getPayableOrder, OutputOf } from '@safiri/contracts';
import { newId, type Money } from '@safiri/kernel';
import type { CallPeer } from '@safiri/runtime';

export type Order = {
  readonly orderId: string;
  readonly reference: string;
  total: Money;
  open: boolean;
  companyIds: string[];
};

/** Ticketing as payment knows it: it says of an order whether it can be paid, or says nothing. */
export type TicketingStandIn = {
  silent: boolean;
  readonly callPeer: CallPeer;
  /** An order that is open for payment. */
  readonly order: (total?: Money) => Order;
  /** It knows an order that was made elsewhere. */
  readonly know: (order: Order) => void;
};

export function standInForTicketing(): TicketingStandIn {
  const orders = new Map<string, Order>();
  const standIn: TicketingStandIn = {
    silent: false,
    order: (total = { amountMinor: 5_000, currency: 'RWF' }) => {
      const made = {
        orderId: newId(),
        reference: `SF${newId().slice(-10).toUpperCase()}`,
        total,
        open: true,
        companyIds: [] as string[],
      };
      orders.set(made.orderId, made);
      return made;
    },
    know: (order) => void orders.set(order.orderId, order),
    callPeer: async (operation, input) => {
      if (standIn.silent || operation.id !== 'getPayableOrder')
        return { ok: false, code: 'NO_ANSWER', detail: 'silent' };
      const { orderId } = input.params as { orderId: string };
      const order = orders.get(orderId);
      if (order === undefined) return { ok: false, code: 'NOT_FOUND', detail: 'no such order' };
      if (!order.open) return { ok: false, code: 'ORDER_NOT_OPEN', detail: 'closed' } as never;
      return { ok: true, value: payable(order, (input.query as { payer: string }).payer) } as never;
    },
  };
  return standIn;
}

function payable({ orderId, reference, total, companyIds }: Order, ownerId: string): OutputOf<typeof getPayableOrder> {
  return { orderId, ownerId, reference, total, payUntil: '2099-01-01T00:00:00.000Z', companyIds };
}
