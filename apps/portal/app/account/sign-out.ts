import { redirect } from 'react-router';
import { signOut } from '@safiri/contracts';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/sign-out';

/** The browser forgets its session whether or not auth answers; the session then ends unused. */
export async function action({ context }: Route.ActionArgs) {
  const { session, api } = visitOf(context);
  const refreshToken = session.refreshToken();
  session.end();
  if (refreshToken !== undefined) await api(signOut, { body: { refreshToken } });
  return redirect('/');
}

/** Only a form signs out; whoever comes by address goes home signed in as before. */
export function loader() {
  return redirect('/');
}
