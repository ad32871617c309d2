import { redirect, redirectDocument } from 'react-router';
import { getMySecurity, type SignInOutcome } from '@safiri/contracts';
import { beginSession } from '../account/begin-session.server.ts';
import { readReturnAddress } from '../account/return-address.ts';
import type { Visit } from '../visit/visit.server.ts';
import { keepChallenge, keepPending } from './pending.server.ts';

/** Where somebody goes after a step of signing in: home as an account, or to what is asked next. */
export async function followOutcome(visit: Visit, outcome: SignInOutcome, returnTo: string): Promise<Response> {
  if (outcome.kind === 'challenge') {
    keepChallenge(visit.session, outcome.challenge, { purpose: 'sign-in', returnTo });
    return redirect('/sign-in/code');
  }
  if (outcome.kind === 'registration') {
    const { registrationToken: token, expiresAt } = outcome;
    const nothingAsked = { factors: [], sentTo: null, passkey: null };
    keepPending(visit.session, { purpose: 'registration', token, returnTo, ...nothingAsked }, expiresAt);
    return redirect('/register/details');
  }
  visit.session.forgetPending();
  await beginSession(visit, outcome.session);
  const { platform, companyId } = outcome.session.account;
  if (platform || companyId !== null) {
    const security = await visit.api(getMySecurity, {});
    if (security.ok && security.value.secondFactorDue) return redirect('/account/security');
  }
  // A document of its own, because some pages may do more than this one: scanning has the camera.
  return redirectDocument(readReturnAddress(returnTo, platform || companyId !== null ? '/scan' : '/my-tickets'));
}

/** A browser that was signed in from here is known from then on: strangers' failures do not slow it. */
export function nameDevice({ session }: Pick<Visit, 'session'>): void {
  if (session.device() === undefined) session.nameDevice();
}
