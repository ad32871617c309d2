import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type Client } from '@safiri/client';
import { checkOutOrder, createAttempt, getOrder, holdSeats } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { randomAttempt, randomInteger } from '../workloads.ts';
import type { LoadReport, PurchaseJob } from './load-job.ts';

/** A ticket that has not come by then is lost. */
const ticketMilliseconds = 60_000;
const callMilliseconds = 20_000;
/** As the page of an order asks, but oftener: its answer is what ends a purchase. */
const askEveryMilliseconds = 200;

/** Every buyer holds a random seat, checks out, pays and waits for the ticket, and then buys the next, until the time is over. */
export async function runPurchases(job: PurchaseJob): Promise<LoadReport> {
  const outcomes: Record<string, number> = {};
  const latenciesMilliseconds: number[] = [];
  const startedAt = performance.now();
  const deadline = startedAt + job.seconds * 1_000;
  const buyer = async (accessToken: string): Promise<void> => {
    const call = createClient({ baseUrl: job.address, accessToken, timeoutMilliseconds: callMilliseconds });
    while (performance.now() < deadline) {
      const begunAt = performance.now();
      const outcome = await buyOne(call, job);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome === 'bought') latenciesMilliseconds.push(performance.now() - begunAt);
      else if (outcome !== 'taken') return;
    }
  };
  await Promise.all(job.accessTokens.map(buyer));
  return { outcomes, latenciesMilliseconds, seconds: (performance.now() - startedAt) / 1_000 };
}

/** `bought`, `taken`, or the code of what went wrong. */
async function buyOne(call: Client, { tripIds, payerPhone }: PurchaseJob): Promise<string> {
  const tripId = tripIds[randomInteger(0, tripIds.length - 1)] ?? 0;
  const { from, to, seat } = randomAttempt(tripId);
  const trips = [{ tripId, from, to, seats: [seat] }];
  const held = await call(holdSeats, { idempotencyKey: newId(), body: { trips } });
  if (!held.ok) return held.code === 'SEATS_TAKEN' || held.code === 'TRIP_FULL' ? 'taken' : held.code;
  const { orderId, claims } = held.value;
  const passengers = claims.map(({ claimId }) => ({ claimId, name: 'Aline Uwase' }));
  const body = { contact: { phone: '+250788123456' }, passengers };
  const checkedOut = await call(checkOutOrder, { params: { orderId }, body });
  if (!checkedOut.ok) return checkedOut.code;
  const payment = { orderId, method: 'mtn-momo', payerPhone } as const;
  const attempt = await call(createAttempt, { idempotencyKey: newId(), body: payment });
  return attempt.ok ? await untilTicketed(call, orderId) : attempt.code;
}

async function untilTicketed(call: Client, orderId: string): Promise<string> {
  const deadline = performance.now() + ticketMilliseconds;
  while (performance.now() < deadline) {
    const order = await call(getOrder, { params: { orderId } });
    if (!order.ok) return order.code;
    if (order.value.claims.every(({ ticket }) => typeof ticket?.token === 'string')) return 'bought';
    await wait(askEveryMilliseconds);
  }
  return 'NO_TICKET';
}
