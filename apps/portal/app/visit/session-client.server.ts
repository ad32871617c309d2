import type { Client } from '@safiri/client';
import { renewSession } from './renew-session.server.ts';
import type { Session } from './session.server.ts';

/**
 * Calls the API for a visitor, whose session is carried on where that is needed: when a token is not taken any more before
 * it has run out, because what its holder may do has changed, the call is made again with a new one.
 */
export function sessionClient(session: Session, call: Client): Client {
  return async (operation, input) => {
    const token = session.token();
    // The session could not be carried on a moment ago. That is no reason to tell its holder to sign in.
    if (token === undefined && session.refreshToken() !== undefined && operation.who.kind !== 'anyone')
      return { ok: false, code: 'NO_ANSWER', detail: 'The session could not be carried on.', problem: undefined };
    const answer = await call(operation, input);
    if (answer.ok || answer.code !== 'UNAUTHENTICATED' || token === undefined) return answer;
    if (session.token() === token && (await renewSession(session, call)) !== 'renewed') return answer;
    return await call(operation, input);
  };
}
