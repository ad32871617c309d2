import { expect, test } from 'vitest';
import type { Client } from '@safiri/client';
import type { Operation, Session as SignedIn } from '@safiri/contracts';
import { openSession } from '../visit/session.server.ts';
import { beginSession } from './begin-session.server.ts';

const guestRefreshToken = 'g'.repeat(43);
const signedIn: SignedIn = {
  sessionId: '0190c0de-0000-7000-8000-000000000000',
  accessToken: 'e30.e30.c2ln',
  expiresAt: '2999-01-01T00:00:00Z',
  refreshToken: 'a'.repeat(43),
  refreshBy: '2999-01-01T00:00:00Z',
  account: {
    accountId: '0190c0de-0000-7000-8000-000000000001',
    name: 'Aline',
    email: 'aline@example.org',
    phone: null,
    locale: 'en',
    platform: false,
    companyId: null,
  },
};

/** A guest whose access token runs out at an instant signs in; answers what the API was asked, and which guest is kept. */
async function signInAsGuest(exp: number, language = 'en'): Promise<{ asked: string[]; kept: string | undefined }> {
  const token = `e30.${Buffer.from(JSON.stringify({ kind: 'guest', exp })).toString('base64url')}.c2ln`;
  const cookie = `safiri_session=${token}; safiri_refresh=${guestRefreshToken}; safiri_language=${language}`;
  const session = openSession(new Request('http://localhost/', { headers: { cookie } }));
  const asked: string[] = [];
  const answer = async (operation: Operation): Promise<unknown> => {
    asked.push(operation.id);
    return { ok: true, value: {} };
  };
  await beginSession({ session, api: answer as Client }, signedIn);
  return { asked, kept: session.leftoverGuest() };
}

test('who signs in takes the orders of the guest they were along, whose session is then over', async () => {
  expect(await signInAsGuest(4_000_000_000)).toEqual({ asked: ['claimGuestOrders', 'signOut'], kept: undefined });
});

test('a guest whose session could not be carried on just then is kept until their orders are moved', async () => {
  expect(await signInAsGuest(1)).toEqual({ asked: [], kept: guestRefreshToken });
});

test('the language that a visitor chose before they signed in is that of their messages from now on', async () => {
  const { asked } = await signInAsGuest(4_000_000_000, 'sw');
  expect(asked).toEqual(['setMyLanguage', 'claimGuestOrders', 'signOut']);
});
