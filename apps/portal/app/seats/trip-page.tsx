import { data, redirect, type ShouldRevalidateFunctionArgs } from 'react-router';
import { newId } from '@safiri/kernel';
import type { MessageKey } from '../messages/en.ts';
import { searchAddress } from '../search/search-address.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { ensureSubject, visitOf, type Visit } from '../visit/visit.server.ts';
import { holdJourneys, type Alternative } from './hold.server.ts';
import {
  addressOfChoice,
  mostSeats,
  readJourneyChoice,
  readSeats,
  writeJourneyChoice,
  type JourneyChoice,
} from './journey-choice.ts';
import { loadTrip, readTripAddress } from './load-trip.server.ts';
import { TripView } from './trip-view.tsx';
import { getTrip } from '@safiri/contracts';
import type { Route } from './+types/trip-page';

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const page = await loadTrip(visit, readTripAddress(visit, params.tripId, request));
  // The next press writes. A press sent twice must come from one guest, so the guest is made with the page.
  await ensureSubject(visit);
  return page;
}

/** Why seats could not be held, and what the visitor had chosen. */
export type TripProblem = {
  readonly problem: MessageKey;
  readonly choice: JourneyChoice;
  /** Somebody else was quicker: as many seats near those that were wanted, of each journey that has them. */
  readonly alternatives?: readonly Alternative[];
  /** No seat of this trip is left. */
  readonly fullTripId?: number;
  readonly formKey?: string;
  /** It passes by itself: the page asks again after so long. */
  readonly retry?: { readonly afterSeconds: number; readonly tries: number };
};

/** How often a page asks again by itself: longer than a minute somebody should decide anew. */
const mostTries = 5;

export async function action({ request, params, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const { tripId, from, to, outbound: outboundText } = readTripAddress(visit, params.tripId, request);
  const form = await request.formData();
  const seats = readSeats(form.getAll('seat'));
  const choice: JourneyChoice = { tripId, from, to, seats, alone: form.has('alone') };
  const refuse = (problem: MessageKey, more: Partial<TripProblem> = {}) =>
    data<TripProblem>({ problem, choice, ...more }, { status: 409 });
  const intent = textIn(form, 'intent');
  if (intent === 'show') return redirect(addressOfChoice(choice, outboundText));
  if (seats.length === 0) return refuse('seats.error.none');
  if (seats.length > mostSeats) return refuse('seats.error.too-many');
  if (intent === 'return') return redirect(await returnSearch(visit, choice, textIn(form, 'returnDate')));
  const outbound = readJourneyChoice(outboundText);
  const formKey = keyIn(form, 'formKey') ?? newId();
  const outcome = await holdJourneys(visit, formKey, outbound === undefined ? [choice] : [outbound, choice]);
  if (outcome.kind === 'held') return redirect(`/orders/${outcome.orderId}`);
  if (outcome.kind === 'lost') return refuse('seats.error.lost', { alternatives: outcome.alternatives });
  if (outcome.kind === 'full') return refuse('seats.error.full', { fullTripId: outcome.tripId });
  return refuse(outcome.message, {
    ...(outcome.sameKey ? { formKey } : {}),
    ...retryOf(outcome.retryAfterSeconds, Number(textIn(form, 'tries'))),
  });
}

function retryOf(afterSeconds: number | undefined, tries: number): Pick<TripProblem, 'retry'> {
  return afterSeconds === undefined || !(tries < mostTries) ? {} : { retry: { afterSeconds, tries: tries + 1 } };
}

/** After a refusal too: the map then shows which seats are left, and the form carries a new key. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus !== undefined || defaultShouldRevalidate;
}

export default function TripPage({ loaderData, actionData }: Route.ComponentProps) {
  return <TripView page={loaderData} problem={actionData} />;
}

/** The way back, with the way out in its address. */
async function returnSearch(visit: Visit, journey: JourneyChoice, date: string): Promise<string> {
  const trip = await visit.api(getTrip, { params: { tripId: journey.tripId } });
  const stops = trip.ok ? trip.value.stops : [];
  const wishOf = (index: number) => ({ text: stops[index]?.name ?? '', pickedId: stops[index]?.stopId ?? '' });
  return searchAddress({
    from: wishOf(journey.to),
    to: wishOf(journey.from),
    date,
    outbound: writeJourneyChoice(journey),
  });
}
