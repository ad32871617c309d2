import { redirect } from 'react-router';
import { startProof } from '@safiri/contracts';
import { keepChallenge } from '../sign-in/pending.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';

/** Throws: visitors to the sign-in page and back. */
export function requireAccount(visit: Visit, page: string): void {
  if (visit.session.holder().kind !== 'account') throw signInFirst(page);
}

export function signInFirst(page: string): Response {
  return redirect(`/sign-in?${new URLSearchParams({ returnTo: page }).toString()}`);
}

/** Where the API asks for a proof, the visitor gives it and comes back to the page, where they do again what they wanted. */
export async function proveFirst(visit: Visit, page: string): Promise<Response> {
  const answer = await visit.api(startProof, {});
  if (!answer.ok) throw answer.code === 'UNAUTHENTICATED' ? signInFirst(page) : failPage(visit, answer);
  keepChallenge(visit.session, answer.value, { purpose: 'proof', returnTo: page });
  return redirect('/sign-in/code');
}
