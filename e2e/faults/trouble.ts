import { cancelTrip, type PaymentMethod } from '@safiri/contracts';
import { insist } from '../product/buyer.ts';
import type { NetworkName } from './networks.ts';
import type { World } from './world.ts';

/** What befalls everybody at once. */
export type Trouble =
  | {
      readonly kind: 'fault';
      readonly method: PaymentMethod;
      readonly operation: string;
      readonly plan: Readonly<Record<string, string>>;
      /** Of the next requests so many meet it. */
      readonly times: number;
    }
  | { readonly kind: 'tokens-expire' | 'company-killed'; readonly method: PaymentMethod }
  /** Somebody who knows the callback address of one of the charges says that it was paid, and that it was not. */
  | { readonly kind: 'forgery'; readonly method: PaymentMethod; readonly nth: number }
  | { readonly kind: 'pending-shape'; readonly shape: string }
  | { readonly kind: 'trip-cancelled'; readonly network: NetworkName; readonly trip: number }
  | { readonly kind: 'product-killed' };

export async function befall(world: World, trouble: Trouble): Promise<void> {
  switch (trouble.kind) {
    case 'fault': {
      const { method, operation, plan, times } = trouble;
      await world.company(method).control('PUT', `faults/${operation}/everyone`, { ...plan, times });
      return;
    }
    case 'tokens-expire':
      await world.company(trouble.method).control('DELETE', 'tokens');
      return;
    case 'company-killed':
      return await world.company(trouble.method).killAndStartAgain();
    case 'forgery':
      return await forge(world, trouble);
    case 'pending-shape':
      await world.company('m-pesa').control('PATCH', 'switches', { pendingShape: trouble.shape });
      return;
    case 'trip-cancelled':
      return await cancel(world, trouble);
    case 'product-killed':
      return await world.killProduct();
  }
}

async function forge(world: World, { method, nth }: { method: PaymentMethod; nth: number }): Promise<void> {
  const company = world.company(method);
  const charges = await world.books(method, 'charges');
  const charge = charges[nth % charges.length];
  if (charge === undefined) return;
  const lies =
    method === 'mtn-momo'
      ? [{ status: 'SUCCESSFUL' }, { status: 'FAILED' }]
      : [0, 1032].map((ResultCode) => ({ Body: { stkCallback: { ResultCode } } }));
  for (const changes of lies)
    // The product may be away, and then nobody hears the lie.
    await company
      .control('POST', 'forged-callbacks', { referenceId: charge.referenceId, changes })
      .catch(() => undefined);
}

/** One in three of the trips that are on sale at most: the others are to be bought. */
async function cancel(world: World, { network, trip }: { network: NetworkName; trip: number }): Promise<void> {
  const offers = world.offers[network].filter((_offer, index) => index % 3 === 0);
  const offer = offers[trip % offers.length];
  if (offer === undefined) return;
  const admin = await world.adminOf(network);
  const body = { reason: 'The road is closed.' };
  const answer = await insist(() => admin(cancelTrip, { params: { tripId: offer.tripId }, body }));
  // A long run outlasts the first departures.
  if (!answer.ok && answer.code !== 'TRIP_DEPARTED') throw new Error(`${answer.code}: ${answer.detail}`);
}
