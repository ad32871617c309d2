import { redirect } from 'react-router';
import { cancelOtherSeats } from '@safiri/contracts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/give-back-seats';

/** Gives back seats that were not ordered. Where that cannot be done any more, the ticket page shows what there is. */
export async function action({ params, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const answer = await visit.api(cancelOtherSeats, { params, body: {} });
  if (answer.ok || answer.code === 'CANCELLATION_NOT_FREE') return redirect(`/t/${params.link}`);
  throw failPage(visit, answer);
}

/** The address is that of a form; who opens it by itself is led to the tickets. */
export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/t/${params.link}`);
}
