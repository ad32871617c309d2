import { createHash } from 'node:crypto';
import { holdSeats } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { ensureSubject, type Visit } from '../visit/visit.server.ts';
import type { JourneyChoice } from './journey-choice.ts';

export type HoldOutcome =
  | { readonly kind: 'held'; readonly orderId: string }
  /** Somebody was quicker: the seat map is drawn anew and shows which seats are left. */
  | { readonly kind: 'lost' }
  /** `sameKey`: nobody knows whether the seats are held, so the next try asks under the same key. */
  | { readonly kind: 'refused'; readonly message: MessageKey; readonly sameKey: boolean };

const heldStates: ReadonlySet<string> = new Set(['held', 'checkout', 'confirmed']);

export async function holdJourneys(
  visit: Visit,
  formKey: string,
  journeys: readonly JourneyChoice[],
): Promise<HoldOutcome> {
  await ensureSubject(visit);
  const trips = journeys.map(({ tripId, from, to, seats }) => ({ tripId, from, to, seats: [...seats] }));
  const ask = async () =>
    await visit.api(holdSeats, { body: { trips, locale: visit.locale }, idempotencyKey: keyOf(formKey, journeys) });
  let answer = await ask();
  if (!answer.ok && answer.code === 'UNAUTHENTICATED') {
    // The token was good when the page was drawn and is not any more: begin anew as a guest.
    visit.session.end();
    await ensureSubject(visit);
    answer = await ask();
  }
  if (answer.ok) {
    return heldStates.has(answer.value.status)
      ? { kind: 'held', orderId: answer.value.orderId }
      : { kind: 'refused', message: 'seats.error.earlier-hold', sameKey: false };
  }
  if (answer.code === 'SEATS_TAKEN' || answer.code === 'TRIP_FULL') return { kind: 'lost' };
  return { kind: 'refused', message: messageOfRefusal(answer.code), sameKey: answer.code === 'NO_ANSWER' };
}

/**
 * The form's key together with what is asked for: the same choice sent twice is one hold, and another choice from the
 * same page (the back button brings it up again) is another.
 */
function keyOf(formKey: string, journeys: readonly JourneyChoice[]): string {
  return `${formKey}.${createHash('sha256').update(JSON.stringify(journeys)).digest('base64url')}`;
}
