import { startPasskeySignIn } from '@safiri/contracts';
import { readReturnAddress } from '../account/return-address.ts';
import { textIn } from '../visit/form-values.ts';
import { visitOf } from '../visit/visit.server.ts';
import { nameDevice } from './follow-outcome.server.ts';
import { keepChallenge } from './pending.server.ts';
import type { Route } from './+types/begin-passkey';

/** Begins to sign in by a passkey alone; the page's script asks the browser for one and sends it to /sign-in/code. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  nameDevice(visit);
  const returnTo = readReturnAddress(textIn(await request.formData(), 'returnTo'), '');
  const answer = await visit.api(startPasskeySignIn, {});
  if (!answer.ok) return Response.json({ passkey: null }, { status: 503 });
  keepChallenge(visit.session, answer.value, { purpose: 'sign-in', returnTo });
  return Response.json({ passkey: answer.value.passkey });
}
