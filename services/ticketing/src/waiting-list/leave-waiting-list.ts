import type { leaveWaitingList as operation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endClaims } from '../holds/claim-queries.ts';
import { lockOrder, setOrderStatus } from '../orders/order-queries.ts';
import { waitingListLeft } from '../telemetry.ts';
import { noSuchEntry } from './get-waiting-entry.ts';
import { lockEntry, withdraw } from './waiting-queries.ts';

/** Waits no longer; what is offered goes to the next at once. An entry that is over stays as it is. */
export async function leaveWaitingList(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<undefined> {
  const left = await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    const entry = await lockEntry(tx, params.entryId);
    if (entry === undefined) throw noSuchEntry();
    if (entry.status === 'taken') throw offerTaken();
    if (entry.status !== 'waiting' && entry.status !== 'offered') return false;
    if (entry.orderId !== null) await giveBack(tx, entry.orderId);
    await withdraw(tx, entry.entryId);
    return true;
  });
  if (left) waitingListLeft(ctx.log, params.entryId);
}

/** Somebody may have paid for it in this moment. */
async function giveBack(tx: Tx, orderId: string): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (order?.status === 'confirmed') throw offerTaken();
  if (order?.status !== 'held' && order?.status !== 'checkout') return;
  await endClaims(tx, { orderIds: [orderId], tripIds: order.tripIds }, { was: 'held', becomes: 'released' });
  await setOrderStatus(tx, order, 'released');
}

function offerTaken(): DomainError {
  return new DomainError('OFFER_TAKEN', 'The seats that were offered are paid for: they are a booking now.');
}
