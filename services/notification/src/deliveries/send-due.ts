import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { messageDelayed, messageDelivered, messageFailed } from '../telemetry.ts';
import { claimDue, postpone, settle, type DueDelivery } from './delivery-queries.ts';

const batchRows = 20;
/** Longer than every time-out of a channel together, so that a slow try is not overtaken by its own repeat. */
const leaseSeconds = 60;
/** Waits between tries in seconds: some seconds for a hiccup, then hours for an outage; a day later a ticket message is worth nothing. */
const waitsSeconds = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];

/** Sends a batch of due messages; answers whether more may wait. Nothing is locked while a channel is talked to. */
export async function sendDue(ctx: Ctx): Promise<boolean> {
  const due = await transaction(ctx.db, asService, async (tx) => await claimDue(tx, { rows: batchRows, leaseSeconds }));
  await Promise.all(due.map(async (delivery) => await sendOne(ctx, delivery)));
  return due.length === batchRows;
}

async function sendOne(ctx: Ctx, delivery: DueDelivery): Promise<void> {
  const { deliveryId, channel, tries } = delivery;
  const sent = await ctx.channels[channel](delivery);
  const facts = { deliveryId, channel, tries };
  const wait = waitsSeconds[tries - 1];
  await transaction(ctx.db, asService, async (tx) => {
    if (sent.kind === 'delivered') await settle(tx, deliveryId, { status: 'delivered', error: null });
    else if (sent.kind === 'delayed' && wait !== undefined)
      await postpone(tx, deliveryId, { error: sent.error, seconds: wait });
    else await settle(tx, deliveryId, { status: 'failed', error: sent.error });
  });
  if (sent.kind === 'delivered') messageDelivered(ctx.log, facts);
  else if (sent.kind === 'delayed' && wait !== undefined) messageDelayed(ctx.log, { ...facts, error: sent.error });
  else messageFailed(ctx.log, { ...facts, error: sent.error });
}
