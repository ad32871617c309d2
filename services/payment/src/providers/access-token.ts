import type { Clock } from '@safiri/kernel';
import { member, textOf, type HttpAnswer } from './send-http.ts';

/** A token of a company, or what stands in for the answer of the call that cannot be made without one. */
export type Got = { readonly token: string } | { readonly missing: HttpAnswer };

export type AccessToken = {
  get(): Promise<Got>;
  /** Forgets a token that the company no longer takes; a newer one is kept. */
  forget(token: string): void;
};

/** A token is not used in its last minute: it would end on the way. */
const renewedBeforeEndSeconds = 60;
/** What tokens live when the answer does not say. */
const usualLifetimeSeconds = 3_600;

/** A token is asked for once for everybody who needs it, and used until shortly before it ends. */
export function createAccessToken(clock: Clock, ask: () => Promise<HttpAnswer>): AccessToken {
  let known: { readonly token: string; readonly renewAt: Date } | undefined;
  let onItsWay: Promise<Got> | undefined;

  async function fetchToken(): Promise<Got> {
    const answer = await ask();
    if (!answer.answered) return { missing: { answered: false, why: `token: ${answer.why}` } };
    // Credentials that the company does not know: surely nothing is taken without them, and waiting does not help.
    if (answer.status === 401 || answer.status === 403) return { missing: answer };
    const token = textOf(member(answer.body, 'access_token'));
    if (answer.status !== 200 || token === undefined)
      return { missing: { answered: false, why: `token: HTTP ${answer.status}` } };
    const given = Number(textOf(member(answer.body, 'expires_in')));
    const lifetimeSeconds = given > 0 ? given : usualLifetimeSeconds;
    const renewAt = new Date(clock.now().getTime() + (lifetimeSeconds - renewedBeforeEndSeconds) * 1000);
    known = { token, renewAt };
    return { token };
  }

  return {
    get: async () => {
      if (known !== undefined && clock.now() < known.renewAt) return known;
      onItsWay ??= fetchToken().finally(() => (onItsWay = undefined));
      return await onItsWay;
    },
    forget: (token) => {
      if (known?.token === token) known = undefined;
    },
  };
}

/** Makes a call with a token. One that the company has dropped early is replaced once: `dropped` took nothing. */
export async function callWithToken(
  tokens: AccessToken,
  call: (token: string) => Promise<HttpAnswer>,
  dropped: (answer: HttpAnswer & { readonly answered: true }) => boolean,
): Promise<HttpAnswer> {
  const first = await tokens.get();
  if ('missing' in first) return first.missing;
  const answer = await call(first.token);
  if (!answer.answered || !dropped(answer)) return answer;
  tokens.forget(first.token);
  const second = await tokens.get();
  return 'missing' in second ? second.missing : await call(second.token);
}
