import type { Client } from '@safiri/client';
import { refreshSession, type SessionTokens } from '@safiri/contracts';
import type { Session } from './session.server.ts';

/** What became of a session: `unanswered` says nothing about it, so its cookies stay. */
export type Renewal = 'renewed' | 'over' | 'unanswered';

type Answered = SessionTokens | Exclude<Renewal, 'renewed'>;

/** Tabs of one browser come at the same moment with the same token, and in this process ask once. Others get the same answer by auth's grace. */
const asked = new Map<string, Promise<Answered>>();

/** Carries the session on by `call`, which asks the API for this visitor. */
export async function renewSession(session: Session, call: Client): Promise<Renewal> {
  const refreshToken = session.refreshToken();
  if (refreshToken === undefined) return 'over';
  const answer = await askOnce(refreshToken, call);
  if (answer === 'unanswered') return answer;
  // Somebody else in this visit may have been told the same answer before.
  if (session.refreshToken() !== refreshToken) return 'renewed';
  if (answer === 'over') session.end();
  else session.begin(answer);
  return answer === 'over' ? 'over' : 'renewed';
}

async function askOnce(refreshToken: string, call: Client): Promise<Answered> {
  const known = asked.get(refreshToken);
  if (known !== undefined) return await known;
  const asking = ask(refreshToken, call).finally(() => asked.delete(refreshToken));
  asked.set(refreshToken, asking);
  return await asking;
}

async function ask(refreshToken: string, call: Client): Promise<Answered> {
  const answer = await call(refreshSession, { body: { refreshToken } });
  if (answer.ok) return answer.value;
  // A cookie that is no refresh token at all is as good as one that is over.
  return answer.code === 'SESSION_OVER' || answer.code === 'VALIDATION_FAILED' ? 'over' : 'unanswered';
}
