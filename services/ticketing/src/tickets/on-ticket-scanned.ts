import type { PayloadOf, ticketScanned } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { boardedCancelled } from '../telemetry.ts';
import { noteBoarding } from './ticket-queries.ts';

/** Somebody boarded: their ticket is not cancelled any more. One that was cancelled before the door knew is told of. */
export async function onTicketScanned(ctx: Ctx, tx: Tx, scan: PayloadOf<typeof ticketScanned>): Promise<void> {
  if (scan.result !== 'accepted') return;
  const status = await noteBoarding(tx, { ...scan, boardedAt: scan.scannedAt });
  if (status === 'cancelled') boardedCancelled(ctx.log, { ticketId: scan.ticketId, tripId: scan.tripId });
}
