import { beforeEach, describe, expect, it } from 'vitest';
import type { Revocation, RevocationPage } from '@safiri/contracts';
import { movableClock, newId, type MovableClock } from '@safiri/kernel';
import { createRevocationList, type RevocationList } from './revocations.ts';

/** What auth has, and how often it was asked. */
let stored: Revocation[];
let newest: number;
let asked: number[];
let clock: MovableClock;
let list: RevocationList;
const mostInPage = 3;

beforeEach(() => {
  [stored, newest, asked] = [[], 0, []];
  clock = movableClock(new Date('2026-03-29T10:00:00Z'));
  list = createRevocationList(async (since): Promise<RevocationPage> => {
    asked.push(since);
    return { newest, revocations: stored.filter(({ number }) => number > since).slice(0, mostInPage) };
  }, clock);
});

function revoke(kind: Revocation['kind'], id: string): Revocation {
  const keptUntil = new Date(clock.now().getTime() + 660_000).toISOString();
  const revocation = { number: (newest += 1), kind, id, keptUntil };
  stored.push(revocation);
  return revocation;
}

const claims = (changes: object = {}) => ({ sub: newId(), sid: newId(), rev: 0, ...changes });

describe('the list of revocations', () => {
  it('takes back the tokens of a session, whenever they were given, and no other', async () => {
    const [ended, other] = [newId(), newId()];
    revoke('session', ended);
    await list.read();
    expect(list.takeBack(claims({ sid: ended }))).toBe(true);
    expect(list.takeBack(claims({ sid: ended, rev: 99 }))).toBe(true);
    expect(list.takeBack(claims({ sid: other }))).toBe(false);
    expect(list.takeBack(claims({ sub: ended }))).toBe(false);
  });

  it('takes back what an account was given before, and not what it was given since', async () => {
    const account = newId();
    revoke('session', newId());
    revoke('account', account);
    await list.read();
    expect(list.takeBack(claims({ sub: account, rev: 1 }))).toBe(true);
    expect(list.takeBack(claims({ sub: account, rev: 2 }))).toBe(false);
    revoke('account', account);
    await list.read();
    expect(list.takeBack(claims({ sub: account, rev: 2 }))).toBe(true);
  });

  it('is read to its end, from where it was read to', async () => {
    const sessions = Array.from({ length: 8 }, () => newId());
    for (const session of sessions) revoke('session', session);
    await list.read();
    for (const sid of sessions) expect(list.takeBack(claims({ sid }))).toBe(true);
    asked = [];
    await list.read();
    expect(asked).toEqual([8]);
  });

  it('is not current before it was read to its end', async () => {
    for (let count = 0; count < 301; count += 1) revoke('session', newId());
    const last = newId();
    revoke('session', last);
    await list.read();
    expect(list.takeBack(claims({ sid: last }))).toBe(false);
    expect(list.areCurrent()).toBe(false);
    await list.read();
    expect(list.takeBack(claims({ sid: last }))).toBe(true);
    expect(list.areCurrent()).toBe(true);
  });

  it('goes on at the newest number where those before are not kept any more', async () => {
    newest = 40;
    await list.read();
    asked = [];
    await list.read();
    expect(asked).toEqual([40]);
  });

  it('is read from its beginning when auth counts again from an earlier number', async () => {
    newest = 40;
    await list.read();
    newest = 2;
    const sid = newId();
    revoke('session', sid);
    await list.read();
    expect(list.takeBack(claims({ sid }))).toBe(true);
  });

  it('knows at once what it is told, and still reads what came before that', async () => {
    const [unread, told] = [newId(), newId()];
    revoke('session', unread);
    list.hear(revoke('session', told));
    expect(list.takeBack(claims({ sid: told }))).toBe(true);
    expect(list.takeBack(claims({ sid: unread }))).toBe(false);
    await list.read();
    expect(list.takeBack(claims({ sid: unread }))).toBe(true);
  });

  it('forgets what no token can be in use of', async () => {
    const sid = newId();
    revoke('session', sid);
    await list.read();
    stored = [];
    clock.advanceSeconds(659);
    await list.read();
    expect(list.takeBack(claims({ sid }))).toBe(true);
    clock.advanceSeconds(2);
    await list.read();
    expect(list.takeBack(claims({ sid }))).toBe(false);
  });

  it('is current only if it was ever read, and in the last half minute', async () => {
    expect(list.areCurrent()).toBe(false);
    await list.read();
    clock.advanceSeconds(30);
    expect(list.areCurrent()).toBe(true);
    clock.advanceSeconds(1);
    expect(list.areCurrent()).toBe(false);
  });
});
