import { redirect } from 'react-router';
import { readReturnAddress } from '../account/return-address.ts';
import { textIn } from '../visit/form-values.ts';
import { rememberScheme } from './scheme.server.ts';
import { isScheme } from './schemes.ts';
import type { Route } from './+types/choose-scheme';

/** Remembers how pages shall look, and goes back to the one that was read. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const wished = textIn(form, 'scheme');
  return redirect(readReturnAddress(textIn(form, 'back'), '/'), {
    headers: { 'set-cookie': rememberScheme(isScheme(wished) ? wished : undefined) },
  });
}

/** Only a form chooses. */
export function loader() {
  return redirect('/');
}
