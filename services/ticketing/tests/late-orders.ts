import { checkOutOrder, getOrderByLink, holdSeats, type BodyOf, type Order } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { sampleContact, type Buyer, type Sale, type Wanted } from './open-sale.ts';

type Terms = Partial<BodyOf<typeof holdSeats>>;

/** Orders whose hold is over, and what becomes of them when their money comes. */
export type LateOrders = {
  /** Opens an order for payment and lets its hold be over. */
  lateOrder(trips: Wanted, terms?: Terms): Promise<Order>;
  /** The same of one that somebody holds. */
  letBeLate(order: Order): Promise<Order>;
  /** Somebody else takes these seats, on the last leg alone. */
  lose(tripId: number, seats: number[], terms?: Terms): Promise<void>;
  /** The order after its money came. */
  paid(order: Order): Promise<Order>;
  byLink(order: Pick<Order, 'link'>): Promise<Order>;
  /** What was told of one type about an order. */
  told(type: string, order: Pick<Order, 'orderId'>): Promise<readonly unknown[]>;
};

export function lateOrders(sale: Sale, buyer: Buyer): LateOrders {
  const hold = async (by: Buyer, trips: Wanted, terms: Terms): Promise<Order> => {
    const answer = await by.call(holdSeats, { body: { trips, ...terms }, idempotencyKey: newId() });
    assert(answer.ok, `the hold was refused: ${answer.ok ? '' : answer.code}`);
    return answer.value;
  };
  const letBeLate = async ({ orderId, claims }: Order): Promise<Order> => {
    const [row] = await sale.bed.admin<{ owner: string }>(
      'select owner_id as owner from ticketing.orders where order_id = $1',
      [orderId],
    );
    const passengers = claims.map(({ claimId, seatLabel }) => ({ claimId, name: `Passenger ${seatLabel}` }));
    const call = sale.served.as(await sale.bed.tokens.guest(row?.owner));
    const opened = await call(checkOutOrder, { params: { orderId }, body: { contact: sampleContact, passengers } });
    assert(opened.ok, 'the order is opened for payment');
    await sale.age(orderId);
    return opened.value;
  };
  const byLink = async ({ link }: Pick<Order, 'link'>): Promise<Order> => {
    const answer = await sale.served.as()(getOrderByLink, { params: { link: link ?? '' } });
    assert(answer.ok, 'the link leads to the order');
    return answer.value;
  };
  return {
    letBeLate,
    byLink,
    lateOrder: async (trips, terms = {}) => await letBeLate(await hold(buyer, trips, terms)),
    lose: async (tripId, seats, terms = {}) =>
      void (await hold(await sale.buyer(), [{ tripId, from: 3, to: 4, seats }], terms)),
    paid: async (order) => {
      await sale.pay(order);
      return await byLink(order);
    },
    told: async (type, { orderId }) =>
      (await sale.newsOf(type)).filter((event) => event.aggregateId === orderId).map((event) => event.payload),
  };
}
