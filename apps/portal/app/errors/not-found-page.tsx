import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/not-found-page';

/** Every address nobody else answers. */
export function loader({ context }: Route.LoaderArgs) {
  throw failPage(visitOf(context), { code: 'NOT_FOUND' });
}

export function action({ context }: Route.ActionArgs) {
  throw failPage(visitOf(context), { code: 'NOT_FOUND' });
}

export default function NotFoundPage() {
  return null;
}
