import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@safiri/client';
import { confirmRefund, getOrder, quoteRefund, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { insist, must } from '../product/buyer.ts';

/** How long a passenger who paid waits for the booking that they cancel. */
const looks = 40;
const lookMilliseconds = 250;
/** The trip was cancelled meanwhile, or has left, or the booking is not there yet. */
const expected = new Set(
  'ORDER_NOT_CONFIRMED ALREADY_CANCELLED ORDER_CHANGED QUOTE_EXPIRED CLAIM_UNKNOWN TRIP_DEPARTED'.split(' '),
);

/** Cancels so many of an order's seats for what its policy gives back, and says so twice at once. */
export async function cancelSeats(client: Client, { orderId, claims }: Order, count: number): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    if ((await must(() => client(getOrder, { params: { orderId } }))).status === 'confirmed') break;
    await wait(lookMilliseconds);
  }
  const claimIds = claims.slice(0, count).map(({ claimId }) => claimId);
  const quoted = await insist(() => client(quoteRefund, { params: { orderId }, body: { claimIds } }));
  if (!quoted.ok) return refuseOthers(quoted);
  const params = { orderId, quoteId: quoted.value.quoteId };
  const idempotencyKey = newId();
  const answers = await Promise.all(
    [1, 2].map(async () => await insist(() => client(confirmRefund, { params, idempotencyKey }))),
  );
  for (const answer of answers) if (!answer.ok) refuseOthers(answer);
}

function refuseOthers({ code, detail }: { readonly code: string; readonly detail: string }): void {
  if (!expected.has(code)) throw new Error(`${code}: ${detail}`);
}
