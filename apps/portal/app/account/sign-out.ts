import { redirect } from 'react-router';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/sign-out';

export function action({ context }: Route.ActionArgs) {
  visitOf(context).session.end();
  return redirect('/');
}

/** Only a form signs out; whoever comes by address goes home signed in as before. */
export function loader() {
  return redirect('/');
}
