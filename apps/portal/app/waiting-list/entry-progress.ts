import type { Progress } from '../ui/use-progress.ts';
import { visitOf } from '../visit/visit.server.ts';
import { entryMark, findEntry } from './load-entry.server.ts';
import type { Route } from './+types/entry-progress';

/** The small answer that an open page of somebody who waits asks for again and again. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const progress: Progress = { mark: entryMark(await findEntry(visitOf(context), params.entryId)) };
  return Response.json(progress, { headers: { 'cache-control': 'no-store' } });
}
