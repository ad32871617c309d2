import { createHash } from 'node:crypto';
import { holdSeats, type LostSeats, type Problem } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { ensureSubject, type Visit } from '../visit/visit.server.ts';
import type { JourneyChoice } from './journey-choice.ts';

export type Alternative = LostSeats['alternatives'][number];

export type HoldOutcome =
  | { readonly kind: 'held'; readonly orderId: string }
  /** Somebody was quicker: the seat map is drawn anew and shows which seats are left, these nearest to those that were lost. */
  | { readonly kind: 'lost'; readonly alternatives: readonly Alternative[] }
  /** No seat of this trip is left on the stretch. */
  | { readonly kind: 'full'; readonly tripId: number }
  /** `sameKey`: nobody knows whether the seats are held, so the next try asks under the same key. */
  | {
      readonly kind: 'refused';
      readonly message: MessageKey;
      readonly sameKey: boolean;
      /** After how many seconds it will have passed by itself; undefined for what does not. */
      readonly retryAfterSeconds: number | undefined;
    };

const heldStates: ReadonlySet<string> = new Set(['held', 'checkout', 'confirmed']);

/** Refusals that pass by themselves within seconds. */
const passing: ReadonlySet<string> = new Set(['REQUEST_IN_FLIGHT', 'OVERLOADED']);
/** Nobody sits before a page that waits for longer; where the answer says nothing, it is asked again after the least. */
const retrySeconds = { least: 1, most: 30 };

export async function holdJourneys(
  visit: Visit,
  formKey: string,
  journeys: readonly JourneyChoice[],
): Promise<HoldOutcome> {
  await ensureSubject(visit);
  const trips = journeys.map(({ tripId, from, to, seats }) => ({ tripId, from, to, seats: [...seats] }));
  const womenOnly = journeys.some((journey) => journey.alone);
  const body = { trips, locale: visit.locale, ...(womenOnly ? { womenOnly } : {}) };
  const ask = async () => await visit.api(holdSeats, { body, idempotencyKey: keyOf(formKey, journeys) });
  let answer = await ask();
  if (!answer.ok && answer.code === 'UNAUTHENTICATED') {
    // The token was good when the page was drawn and is not any more: begin anew as a guest.
    visit.session.end();
    await ensureSubject(visit);
    answer = await ask();
  }
  if (answer.ok) {
    const { orderId, status } = answer.value;
    if (heldStates.has(status)) visit.session.keepLastOrder(orderId);
    return heldStates.has(status)
      ? { kind: 'held', orderId }
      : { kind: 'refused', message: 'seats.error.earlier-hold', sameKey: false, retryAfterSeconds: undefined };
  }
  const { code, problem } = answer;
  if (code === 'SEATS_TAKEN') return { kind: 'lost', alternatives: alternativesIn(problem) };
  if (code === 'TRIP_FULL') return { kind: 'full', tripId: Number(Reflect.get(problem ?? {}, 'tripId')) };
  const passes = passing.has(code);
  return {
    kind: 'refused',
    message: messageOfRefusal(code),
    sameKey: passes || code === 'NO_ANSWER',
    retryAfterSeconds: passes ? secondsIn(problem) : undefined,
  };
}

/** What the refusal offers instead; nothing where it says nothing that can be read. */
function alternativesIn(problem: Problem | undefined): readonly Alternative[] {
  const given: unknown = Reflect.get(problem ?? {}, 'alternatives');
  return Array.isArray(given) ? given.filter(isAlternative) : [];
}

function isAlternative(value: unknown): value is Alternative {
  return (
    typeof value === 'object' &&
    value !== null &&
    'tripId' in value &&
    typeof value.tripId === 'number' &&
    'seats' in value &&
    Array.isArray(value.seats) &&
    value.seats.length > 0 &&
    value.seats.every((seat) => typeof seat === 'number')
  );
}

function secondsIn(problem: Problem | undefined): number {
  return Math.min(retrySeconds.most, Math.max(retrySeconds.least, Math.ceil(problem?.retryAfter ?? 0)));
}

/**
 * The form's key together with what is asked for: the same choice sent twice is one hold, and another choice from the
 * same page (the back button brings it up again) is another.
 */
function keyOf(formKey: string, journeys: readonly JourneyChoice[]): string {
  return `${formKey}.${createHash('sha256').update(JSON.stringify(journeys)).digest('base64url')}`;
}
