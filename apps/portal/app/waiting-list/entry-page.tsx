import { data, redirect } from 'react-router';
import { leaveWaitingList } from '@safiri/contracts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { EntryView } from './entry-view.tsx';
import { loadEntry } from './load-entry.server.ts';
import type { Route } from './+types/entry-page';

/** Without script a page that waits is fetched again this often. */
const refreshSeconds = 20;

export async function loader({ params, context }: Route.LoaderArgs) {
  const page = await loadEntry(visitOf(context), params.entryId);
  const goesOn = page.status === 'waiting' || page.status === 'offered';
  return { ...page, refreshSeconds: goesOn ? refreshSeconds : undefined };
}

/** Leaving is all that can be done here. An offer that was paid meanwhile is shown as it is. */
export async function action({ params, context }: Route.ActionArgs) {
  const answer = await visitOf(context).api(leaveWaitingList, { params });
  if (answer.ok || answer.code === 'OFFER_TAKEN') return redirect(`/waiting-list/${params.entryId}`);
  return data({ problem: messageOfRefusal(answer.code) }, { status: 422 });
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function WaitingEntryPage({ loaderData, actionData }: Route.ComponentProps) {
  return <EntryView page={loaderData} problem={actionData?.problem} />;
}
