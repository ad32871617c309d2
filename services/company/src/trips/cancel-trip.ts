import { tripCancelled, type OutputOf, type cancelTrip as declared } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import {
  type AccountActor,
  mayActFor,
  publish,
  recordAct,
  type RequestOf,
  transaction,
  type Tx,
} from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { staffActor } from '../staff.ts';
import { tripCancellation } from '../telemetry.ts';
import { lockTrip, writeCancellation, type LockedTrip } from './trip-queries.ts';

/** Cancels a trip that has not left. Cancelling again answers the same and tells nobody anything. */
export async function cancelTrip(ctx: Ctx, request: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const { actor, params, body } = request;
  const { trip, isNews } = await transaction(ctx.db, staffActor(actor), async (tx) => {
    const { routeName, fromStop, toStop, ...state } = await getOwnTrip(tx, actor, params.tripId);
    const words = { routeName, fromStop, toStop };
    const departsAt = state.departsAt.toISOString();
    if (state.status === 'cancelled') return { trip: { ...state, ...words, departsAt }, isNews: false };
    if (state.departsAt <= ctx.clock.now()) {
      throw new DomainError('TRIP_DEPARTED', 'The trip has left; it can no longer be cancelled.');
    }
    const version = await writeCancellation(tx, params.tripId, body.reason);
    const cancelled = { ...state, departsAt, version, status: 'cancelled' as const };
    await publish(tx, tripCancelled, {
      aggregateId: state.tripId,
      version,
      payload: { trip: cancelled, reason: body.reason },
    });
    await recordAct(tx, request, {
      company: state.companyId,
      thing: { kind: 'trip', id: state.tripId },
      before: { status: state.status },
      after: { status: cancelled.status, reason: body.reason },
    });
    return { trip: { ...cancelled, ...words }, isNews: true };
  });
  const { tripId, companyId, routeName, fromStop, toStop, serviceDate, departsAt, approximate, status } = trip;
  if (isNews) tripCancellation(ctx.log, { tripId, companyId, by: actor.subjectId });
  return { tripId, companyId, routeName, fromStop, toStop, serviceDate, departsAt, approximate, status };
}

async function getOwnTrip(tx: Tx, actor: AccountActor, tripId: number): Promise<LockedTrip> {
  const trip = await lockTrip(tx, tripId);
  if (trip !== undefined && mayActFor(actor, trip.companyId)) return trip;
  throw new DomainError('NOT_FOUND', 'There is no such trip of your company.');
}
