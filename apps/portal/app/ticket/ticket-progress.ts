import type { Progress } from '../ui/use-progress.ts';
import { visitOf } from '../visit/visit.server.ts';
import { findOrderByLink, ticketsMark } from './load-tickets.server.ts';
import type { Route } from './+types/ticket-progress';

/** The small answer an open ticket page asks for while its codes are being made. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const progress: Progress = { mark: ticketsMark(await findOrderByLink(visitOf(context), params.link)) };
  return Response.json(progress, { headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } });
}
