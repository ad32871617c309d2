import { startPasskey } from '@safiri/contracts';
import { visitOf } from '../visit/visit.server.ts';
import { proveFirst } from './prove-first.server.ts';
import type { Route } from './+types/passkey-options';

/** What the page's script asks the browser to make; or where to go first, to show once more who sits there. */
export async function action({ context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const answer = await visit.api(startPasskey, {});
  if (answer.ok) return Response.json(answer.value);
  if (answer.code !== 'PROOF_NEEDED') return Response.json({ goTo: '/account/security' });
  const proof = await proveFirst(visit, '/account/security');
  return Response.json({ goTo: proof.headers.get('location') ?? '/account/security' });
}
