import { claimGuestOrders, type Session as SignedIn } from '@safiri/contracts';
import type { Visit } from '../visit/visit.server.ts';

/** The visitor is an account from now on; what they ordered as a guest follows them. */
export async function beginSession(visit: Visit, signedIn: SignedIn): Promise<void> {
  const guest = visit.session.holder().kind === 'guest' ? visit.session.token() : undefined;
  visit.session.begin(signedIn.accessToken, signedIn.expiresAt);
  if (guest !== undefined) visit.session.keepLeftoverGuest(guest);
  await moveLeftoverOrders(visit);
}

/** Moves orders of an earlier guest that were not moved yet. Without an answer the guest's token is kept for the next time. */
export async function moveLeftoverOrders(visit: Visit): Promise<void> {
  const guestToken = visit.session.leftoverGuest();
  if (guestToken === undefined || visit.session.holder().kind !== 'account') return;
  const answer = await visit.api(claimGuestOrders, { body: { guestToken } });
  if (answer.ok || answer.code === 'GUEST_TOKEN_INVALID') visit.session.forgetLeftoverGuest();
}
