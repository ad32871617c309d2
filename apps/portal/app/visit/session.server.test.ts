import { expect, test } from 'vitest';
import { openSession, sessionCookie } from './session.server.ts';

const tokenOf = (payload: object) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
const later = 4_000_000_000;
const requestWith = (token: string, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { headers: { cookie: `a=b; ${sessionCookie}=${token}; c=d`, ...headers } });

test('a token says who holds it, as far as pages need to know', () => {
  const staff = tokenOf({
    kind: 'account',
    companyId: 'x',
    exp: later,
  });
  expect(openSession(requestWith(staff)).holder()).toEqual({ kind: 'account', companyId: 'x', isStaff: true });
  const holderOf = (claims: object) => openSession(requestWith(tokenOf({ ...claims, exp: later }))).holder();
  expect(holderOf({ kind: 'account', platform: true })).toEqual({ kind: 'account', companyId: null, isStaff: true });
  expect(holderOf({ kind: 'account', companyId: 7 })).toEqual({ kind: 'account', companyId: null, isStaff: false });
  expect(openSession(requestWith(tokenOf({ kind: 'guest', exp: later }))).holder()).toEqual({ kind: 'guest' });
});

test.each(['', 'garbage', 'a.b.c', '<script>'])(
  '"%s" in the cookie is nobody or at most a guest, and breaks nothing',
  (text) => {
    expect(['nobody', 'guest']).toContain(openSession(requestWith(text)).holder().kind);
  },
);

test('a token that has run out is nobody’s', () => {
  const session = openSession(requestWith(tokenOf({ kind: 'account', exp: 1 })));
  expect(session.token()).toBeUndefined();
  expect(session.holder()).toEqual({ kind: 'nobody' });
});

const tokens = {
  sessionId: '0190c0de-0000-7000-8000-000000000000',
  accessToken: tokenOf({ kind: 'guest', exp: later }),
  expiresAt: '2999-01-01T00:00:00Z',
  refreshToken: 'r'.repeat(43),
  refreshBy: '2999-01-01T00:00:00Z',
};

test('a new session is written HttpOnly and SameSite, and for this host over TLS alone where the visitor came by https', () => {
  const plain = openSession(new Request('http://localhost/'));
  plain.begin(tokens);
  expect([plain.token(), plain.refreshToken()]).toEqual([tokens.accessToken, tokens.refreshToken]);
  expect(plain.changes()).toEqual([
    expect.stringMatching(/^safiri_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/),
    expect.stringMatching(/^safiri_refresh=r{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/),
  ]);
  const behindProxy = new Request('http://localhost/', { headers: { 'x-forwarded-proto': 'https' } });
  for (const session of [
    openSession(behindProxy),
    openSession(new Request('http://localhost/'), { alwaysSecure: true }),
  ]) {
    session.begin(tokens);
    for (const cookie of session.changes())
      expect(cookie).toMatch(/^__Host-safiri_\w+=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
  }
});

test('over TLS a cookie that a sister site could have planted is not read', () => {
  const cookie = `safiri_session=${tokens.accessToken}; safiri_refresh=${tokens.refreshToken}`;
  const session = openSession(new Request('https://localhost/', { headers: { cookie } }));
  expect([session.holder().kind, session.refreshToken()]).toEqual(['nobody', undefined]);
});

test('a session that can be carried on is due before its token runs out, and its holder stays known', () => {
  const visitOf = (exp: number) => {
    const cookie = `${sessionCookie}=${tokenOf({ kind: 'account', exp })}; safiri_refresh=${tokens.refreshToken}`;
    return openSession(new Request('http://localhost/', { headers: { cookie } }));
  };
  expect(visitOf(later).isDue()).toBe(false);
  expect(visitOf(1).isDue()).toBe(true);
  expect(visitOf(1).token()).toBeUndefined();
  expect(visitOf(1).holder().kind).toBe('account');
  expect(openSession(requestWith(tokenOf({ kind: 'account', exp: 1 }))).isDue()).toBe(false);
});

test('signing out takes the cookies away, and nothing is written when nothing changed', () => {
  const session = openSession(requestWith(tokenOf({ kind: 'guest', exp: later })));
  expect(session.changes()).toEqual([]);
  session.end();
  expect(session.token()).toBeUndefined();
  expect(session.changes()).toEqual([expect.stringContaining('Max-Age=0'), expect.stringContaining('Max-Age=0')]);
});

test('a browser is named once, for as long as browsers remember, and another name than ours is none', () => {
  const session = openSession(new Request('http://localhost/'));
  expect(session.device()).toBeUndefined();
  session.nameDevice();
  const [cookie = ''] = session.changes();
  expect(cookie).toMatch(/^safiri_device=[\da-f-]{36}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=34560000$/);
  const again = openSession(new Request('http://localhost/', { headers: { cookie: cookie.split(';')[0] ?? '' } }));
  expect(again.device()).toBe(session.device());
  expect(openSession(new Request('http://localhost/', { headers: { cookie: 'safiri_device=mine' } })).device()).toBe(
    undefined,
  );
});
