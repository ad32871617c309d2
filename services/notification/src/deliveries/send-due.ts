import { asService, continueTrace, transaction } from '@safiri/runtime';
import type { Sent } from '../channels/channel.ts';
import type { Ctx } from '../context.ts';
import { messageDelayed, messageDelivered, messageFailed } from '../telemetry.ts';
import { claimDue, settle, type DueDelivery, type Outcome } from './delivery-queries.ts';

const batchRows = 20;
/** Longer than every time-out of a channel together, so that a slow try is not overtaken by its own repeat. */
const leaseSeconds = 60;
/** Waits between tries in seconds: some seconds for a hiccup, then hours for an outage; a day later a ticket message is worth nothing. */
const waitsSeconds = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];

/** Sends a batch of due messages; answers whether more may wait. Nothing is locked while a channel is talked to. */
export async function sendDue(ctx: Ctx): Promise<boolean> {
  const due = await transaction(ctx.db, asService, async (tx) => await claimDue(tx, { rows: batchRows, leaseSeconds }));
  const write = createOutcomeWriter(ctx);
  await Promise.all(due.map(async (delivery) => await write(await sendOne(ctx, delivery))));
  return due.length === batchRows;
}

async function sendOne(ctx: Ctx, delivery: DueDelivery): Promise<Outcome> {
  const facts = { name: `send ${delivery.channel}`, kind: 'client' } as const;
  return await continueTrace(delivery.trace, facts, async () => await tryOne(ctx, delivery));
}

async function tryOne(ctx: Ctx, delivery: DueDelivery): Promise<Outcome> {
  const { deliveryId, channel, tries } = delivery;
  const body = ctx.secretBodies.read(delivery.body, ctx.clock.now());
  const sent: Sent =
    body === undefined
      ? { kind: 'refused', error: 'too late to be of use' }
      : await ctx.channels[channel]({ ...delivery, body });
  const facts = { deliveryId, channel, tries };
  if (sent.kind === 'delivered') {
    messageDelivered(ctx.log, facts);
    return { deliveryId, status: 'delivered', error: null };
  }
  const { error } = sent;
  const seconds = waitsSeconds[tries - 1];
  if (sent.kind === 'delayed' && seconds !== undefined) {
    messageDelayed(ctx.log, { ...facts, error });
    return { deliveryId, status: 'waiting', error, seconds };
  }
  messageFailed(ctx.log, { ...facts, error });
  return { deliveryId, status: 'failed', error };
}

/** No outcome waits for a slow channel; those that come while others are being written are written together. */
function createOutcomeWriter({ db }: Ctx): (outcome: Outcome) => Promise<void> {
  let waiting: Outcome[] = [];
  let turn = Promise.resolve();
  return async (outcome) => {
    waiting.push(outcome);
    turn = turn.then(async () => {
      const outcomes = waiting;
      waiting = [];
      if (outcomes.length > 0) await transaction(db, asService, async (tx) => await settle(tx, outcomes));
    });
    await turn;
  };
}
