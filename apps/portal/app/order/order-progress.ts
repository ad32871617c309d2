import type { Progress } from '../ui/use-progress.ts';
import { visitOf } from '../visit/visit.server.ts';
import { loadStagedOrder } from './load-order.server.ts';
import { stageMark } from './order-stage.ts';
import type { Route } from './+types/order-progress';

/** The small answer an open order page asks for again and again. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const { stage, secondsLeft } = await loadStagedOrder(visitOf(context), params.orderId);
  const progress: Progress = { mark: stageMark(stage), secondsLeft };
  return Response.json(progress, { headers: { 'cache-control': 'no-store' } });
}
