import { beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '@safiri/client';
import { getMyAccount, listCompanies, type Operation, type SessionTokens } from '@safiri/contracts';
import { openSession, type Session } from './session.server.ts';
import { renewSession } from './renew-session.server.ts';
import { sessionClient } from './session-client.server.ts';

/** Auth in a few lines: every refresh token is followed by one, and access tokens can be taken back. */
let asked: string[];
let refresh: () => Promise<'ok' | 'over' | 'away'>;
let revoked: Set<string>;
let count: number;

beforeEach(() => {
  [asked, revoked, count] = [[], new Set(), 0];
  refresh = async () => 'ok';
});

const tokenOf = (name: string, exp = 4_000_000_000) =>
  `e30.${Buffer.from(JSON.stringify({ kind: 'account', name, exp })).toString('base64url')}.c2ln`;
const visitWith = (exp?: number): Session => {
  const cookie = `safiri_session=${tokenOf('first', exp)}; safiri_refresh=${'r'.repeat(43)}`;
  return openSession(new Request('http://localhost/', { headers: { cookie } }));
};
const next = (): SessionTokens => ({
  sessionId: '0190c0de-0000-7000-8000-000000000000',
  accessToken: tokenOf(`next-${(count += 1)}`),
  expiresAt: '2999-01-01T00:00:00Z',
  refreshToken: String(count).padStart(43, 'r'),
  refreshBy: '2999-01-01T00:00:00Z',
});

function clientOf(session: Session): { readonly call: Client; readonly api: Client } {
  const refused = (code: string) => ({ ok: false, code, detail: '', problem: undefined });
  const answer = async (operation: Operation): Promise<unknown> => {
    asked.push(operation.id);
    if (operation.id !== 'refreshSession')
      return revoked.has(session.token() ?? '') ? refused('UNAUTHENTICATED') : { ok: true, value: session.token() };
    const outcome = await refresh();
    if (outcome === 'away') return refused('NO_ANSWER');
    return outcome === 'over' ? refused('SESSION_OVER') : { ok: true, value: next() };
  };
  const call = answer as Client;
  return { call, api: sessionClient(session, call) };
}

describe('a session', () => {
  test('is carried on once for all tabs that ask at the same moment', async () => {
    const tabs = [visitWith(1), visitWith(1), visitWith(1)];
    const outcomes = await Promise.all(tabs.map(async (tab) => await renewSession(tab, clientOf(tab).call)));
    expect(outcomes).toEqual(['renewed', 'renewed', 'renewed']);
    expect(asked).toEqual(['refreshSession']);
    expect(new Set(tabs.map((tab) => tab.token())).size).toBe(1);
  });

  test('that is over is taken out of the browser', async () => {
    refresh = async () => 'over';
    const session = visitWith(1);
    expect(await renewSession(session, clientOf(session).call)).toBe('over');
    expect(session.holder()).toEqual({ kind: 'nobody' });
  });

  test('that nobody could carry on just now keeps its cookies and its holder, and is asked for nothing private', async () => {
    refresh = async () => 'away';
    const session = visitWith(1);
    const { call, api } = clientOf(session);
    expect(await renewSession(session, call)).toBe('unanswered');
    expect(session.changes()).toEqual([]);
    expect(session.holder().kind).toBe('account');
    expect(await api(getMyAccount, {})).toMatchObject({ code: 'NO_ANSWER' });
    expect((await api(listCompanies, {})).ok).toBe(true);
  });
});

describe('a token that is not taken any more', () => {
  test('is replaced, and what was asked is asked again, once for all that is asked at the same time', async () => {
    const session = visitWith();
    revoked.add(session.token() ?? '');
    const { api } = clientOf(session);
    const answers = await Promise.all([api(getMyAccount, {}), api(getMyAccount, {})]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
    expect(asked.filter((id) => id === 'refreshSession')).toHaveLength(1);
  });

  test('signs out only when the session is over', async () => {
    refresh = async () => 'over';
    const session = visitWith();
    revoked.add(session.token() ?? '');
    expect(await clientOf(session).api(getMyAccount, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(session.holder()).toEqual({ kind: 'nobody' });
  });
});
