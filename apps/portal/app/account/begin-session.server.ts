import { claimGuestOrders, refreshSession, setMyLanguage, signOut, type Session as SignedIn } from '@safiri/contracts';
import { isLocale } from '../messages/languages.ts';
import type { Visit } from '../visit/visit.server.ts';

type Caller = Pick<Visit, 'session' | 'api'>;

/**
 * The visitor is an account from now on; what they ordered as a guest follows them, and the session they had is ended. The
 * language that they chose is that of their messages too.
 */
export async function beginSession(visit: Caller, signedIn: SignedIn): Promise<void> {
  const { session } = visit;
  const before = { holder: session.holder().kind, token: session.token(), refreshToken: session.refreshToken() };
  session.begin(signedIn);
  const chosen = session.language() ?? '';
  if (isLocale(chosen) && chosen !== signedIn.account.locale)
    await visit.api(setMyLanguage, { body: { locale: chosen } });
  // A guest whose session could not be carried on a moment ago has no token that moves orders.
  const isMoved = before.token !== undefined && before.holder === 'guest' && (await claimOrders(visit, before.token));
  const isLeftOver = before.holder === 'guest' && !isMoved;
  if (before.refreshToken !== undefined) {
    if (isLeftOver) session.keepLeftoverGuest(before.refreshToken);
    else await visit.api(signOut, { body: { refreshToken: before.refreshToken } });
  }
}

/** Moves orders of an earlier guest that were not moved yet. Without an answer the guest's token is kept for the next time. */
export async function moveLeftoverOrders(visit: Caller): Promise<void> {
  const { session } = visit;
  const refreshToken = session.leftoverGuest();
  if (refreshToken === undefined || session.holder().kind !== 'account') return;
  const guest = await visit.api(refreshSession, { body: { refreshToken } });
  if (!guest.ok) {
    if (guest.code === 'SESSION_OVER' || guest.code === 'VALIDATION_FAILED') session.forgetLeftoverGuest();
    return;
  }
  session.keepLeftoverGuest(guest.value.refreshToken);
  if (!(await claimOrders(visit, guest.value.accessToken))) return;
  session.forgetLeftoverGuest();
  await visit.api(signOut, { body: { refreshToken: guest.value.refreshToken } });
}

/** Whether nothing of the guest is left to move. */
async function claimOrders(visit: Caller, guestToken: string): Promise<boolean> {
  const answer = await visit.api(claimGuestOrders, { body: { guestToken } });
  return answer.ok || answer.code === 'GUEST_TOKEN_INVALID';
}
