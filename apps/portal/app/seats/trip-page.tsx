import { data, redirect, type ShouldRevalidateFunctionArgs } from 'react-router';
import { newId } from '@safiri/kernel';
import type { MessageKey } from '../messages/en.ts';
import { searchAddress } from '../search/search-address.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { ensureSubject, visitOf, type Visit } from '../visit/visit.server.ts';
import { holdJourneys } from './hold.server.ts';
import { mostSeats, readJourneyChoice, readSeats, writeJourneyChoice, type JourneyChoice } from './journey-choice.ts';
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
  readonly lost: boolean;
  readonly chosen: readonly number[];
  readonly formKey: string | undefined;
};

export async function action({ request, params, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const address = readTripAddress(visit, params.tripId, request);
  const form = await request.formData();
  const seats = readSeats(form.getAll('seat'));
  const refuse = (problem: MessageKey, more: { readonly lost?: boolean; readonly formKey?: string } = {}) =>
    data<TripProblem>({ problem, lost: more.lost ?? false, chosen: seats, formKey: more.formKey }, { status: 409 });
  if (seats.length === 0) return refuse('seats.error.none');
  if (seats.length > mostSeats) return refuse('seats.error.too-many');
  const journey: JourneyChoice = { tripId: address.tripId, from: address.from, to: address.to, seats };
  if (textIn(form, 'intent') === 'return')
    return redirect(await returnSearch(visit, journey, textIn(form, 'returnDate')));
  const outbound = readJourneyChoice(address.outbound);
  const formKey = keyIn(form, 'formKey') ?? newId();
  const outcome = await holdJourneys(visit, formKey, outbound === undefined ? [journey] : [outbound, journey]);
  if (outcome.kind === 'held') return redirect(`/orders/${outcome.orderId}`);
  if (outcome.kind === 'lost') return refuse('seats.error.lost', { lost: true });
  return refuse(outcome.message, outcome.sameKey ? { formKey } : {});
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
