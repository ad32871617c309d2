import { data, redirect } from 'react-router';
import { getTrip } from '@safiri/contracts';
import { callingCodeOf } from '../order/phone-number.ts';
import { loadTrip, readTripAddress, type TripAddress } from '../seats/load-trip.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { ensureSubject, visitOf, type Visit } from '../visit/visit.server.ts';
import { join } from './join.server.ts';
import { JoinView } from './join-view.tsx';
import type { Route } from './+types/join-page';

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const address = readTripAddress(visit, params.tripId, request);
  const [trip, callingCode] = await Promise.all([loadTrip(visit, address), callingCodeAt(visit, address)]);
  // A press sent twice must come from one guest, so the guest is made with the page.
  await ensureSubject(visit);
  const { formKey, companyName, state, stretch, fare, choice } = trip;
  const asksAlone = trip.seats.womenOnly !== null;
  return { formKey, companyName, state, stretch, fare, callingCode, choice, asksAlone };
}

export type JoinPage = Awaited<ReturnType<typeof loader>>;

export async function action({ request, params, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const address = readTripAddress(visit, params.tripId, request);
  const callingCode = await callingCodeAt(visit, address);
  const outcome = await join(visit, { address, form: await request.formData(), callingCode });
  return outcome.kind === 'joined' ? redirect(`/waiting-list/${outcome.entryId}`) : data(outcome, { status: 422 });
}

/** How numbers begin where the passenger boards. */
async function callingCodeAt(visit: Visit, { tripId, from }: TripAddress): Promise<string | undefined> {
  const trip = await visit.api(getTrip, { params: { tripId } });
  if (!trip.ok) throw failPage(visit, trip);
  return callingCodeOf(trip.value.stops[from]?.timeZone ?? '');
}

export default function JoinWaitingListPage({ loaderData, actionData }: Route.ComponentProps) {
  return <JoinView page={loaderData} refusal={actionData} />;
}
