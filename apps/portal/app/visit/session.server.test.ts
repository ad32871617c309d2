import { expect, test } from 'vitest';
import { openSession, sessionCookie } from './session.server.ts';

const tokenOf = (payload: object) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
const later = 4_000_000_000;
const requestWith = (token: string, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { headers: { cookie: `a=b; ${sessionCookie}=${token}; c=d`, ...headers } });

test('a token says who holds it, as far as pages need to know', () => {
  const staff = tokenOf({
    kind: 'account',
    role: 'driver',
    companyId: 'x',
    permissions: ['ticket:scan', 7],
    exp: later,
  });
  expect(openSession(requestWith(staff)).holder()).toEqual({
    kind: 'account',
    role: 'driver',
    companyId: 'x',
    permissions: ['ticket:scan'],
  });
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

test('a new session is written HttpOnly and SameSite, and Secure where the visitor came by https', () => {
  const token = tokenOf({ kind: 'guest', exp: later });
  const plain = openSession(new Request('http://localhost/'));
  plain.begin(token, '2999-01-01T00:00:00Z');
  expect(plain.token()).toBe(token);
  expect(plain.changes()[0]).toMatch(/^safiri_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  const behindProxy = openSession(new Request('http://localhost/', { headers: { 'x-forwarded-proto': 'https' } }));
  behindProxy.begin(token, '2999-01-01T00:00:00Z');
  expect(behindProxy.changes()[0]).toMatch(/; Secure$/);
});

test('signing out takes the cookie away, and nothing is written when nothing changed', () => {
  const session = openSession(requestWith(tokenOf({ kind: 'guest', exp: later })));
  expect(session.changes()).toEqual([]);
  session.end();
  expect(session.token()).toBeUndefined();
  expect(session.changes()[0]).toContain('Max-Age=0');
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
