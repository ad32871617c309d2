import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { isForgotten, rules, waitOf, type RuleName, type Tried } from './rules.ts';

export type WantedTry = { readonly rule: RuleName; readonly subject: string; readonly source: string };
type Deps = Pick<Ctx, 'keyedHash' | 'clock'>;

/**
 * Counts a try before it is made, so that many at once are counted too: 0 when it may be made, else the seconds to wait
 * before one may. The transaction has to commit either way.
 */
export async function takeTry(deps: Deps, tx: Tx, wanted: WantedTry): Promise<number> {
  return await takeTries(deps, tx, [wanted]);
}

/** The same try by several rules, in the order of their names: one that has to wait is counted by none. */
export async function takeTries(deps: Deps, tx: Tx, wanted: readonly WantedTry[]): Promise<number> {
  const looked: (Looked & WantedTry)[] = [];
  for (const each of wanted) looked.push({ ...each, ...(await lookAt(deps, tx, each)) });
  const seconds = Math.max(0, ...looked.map(({ wait }) => wait));
  if (seconds > 0) return seconds;
  const now = deps.clock.now();
  for (const { tried, ...each } of looked) {
    const isAnew = tried === undefined || isForgotten(rules[each.rule], tried, now);
    const counted = isAnew ? { count: 1, beganAt: now } : { count: tried.count + 1, beganAt: tried.beganAt };
    await writeTried(deps, tx, { ...each, ...counted });
  }
  return 0;
}

/** The counts are locked from now on: of many at once each is judged after the one before was counted. */
export async function longestWait(deps: Deps, tx: Tx, wanted: readonly WantedTry[]): Promise<number> {
  let seconds = 0;
  for (const each of wanted) seconds = Math.max(seconds, await secondsToWait(deps, tx, each));
  return seconds;
}

/** Seconds to wait before a try may be made; nobody else makes one meanwhile. Whoever then was wrong takes it in the same transaction. */
export async function secondsToWait(deps: Deps, tx: Tx, wanted: WantedTry): Promise<number> {
  return (await lookAt(deps, tx, wanted)).wait;
}

type Looked = { readonly tried: Tried | undefined; readonly wait: number };

async function lookAt(deps: Deps, tx: Tx, wanted: WantedTry): Promise<Looked> {
  const tried = await lockTried(deps, tx, wanted);
  return { tried, wait: waitOf(rules[wanted.rule], tried, deps.clock.now()) };
}

/** Whoever was right has not been guessing. */
export async function forgiveTries(deps: Deps, tx: Tx, wanted: WantedTry): Promise<void> {
  const [subject, source] = namesOf(deps, wanted);
  await sql`delete from tries where kind = ${wanted.rule} and subject = ${subject} and source = ${source}`.execute(tx);
}

/** One that was right does not count where only wrong ones do; what others tried meanwhile still does. */
export async function giveBackTry(deps: Deps, tx: Tx, wanted: WantedTry): Promise<void> {
  const [subject, source] = namesOf(deps, wanted);
  await sql`
    update tries set count = count - 1
     where kind = ${wanted.rule} and subject = ${subject} and source = ${source} and count > 0`.execute(tx);
}

function namesOf({ keyedHash }: Deps, { subject, source }: WantedTry): [Buffer, Buffer] {
  return [keyedHash('subject', subject), keyedHash('source', source)];
}

/** The row is there from now on and locked, so that two at once are counted one after the other. */
async function lockTried(deps: Deps, tx: Tx, wanted: WantedTry): Promise<Tried | undefined> {
  const [subject, source] = namesOf(deps, wanted);
  const now = deps.clock.now();
  const { rows } = await sql<Tried>`
    insert into tries (kind, subject, source, count, began_at, last_at)
    values (${wanted.rule}, ${subject}, ${source}, 0, ${now}, ${now})
    on conflict (kind, subject, source) do update set count = tries.count
    returning count, began_at as "beganAt", last_at as "lastAt"`.execute(tx);
  return rows[0]?.count === 0 ? undefined : rows[0];
}

async function writeTried(
  deps: Deps,
  tx: Tx,
  tried: WantedTry & { readonly count: number; readonly beganAt: Date },
): Promise<void> {
  const [subject, source] = namesOf(deps, tried);
  await sql`
    update tries set count = ${tried.count}, began_at = ${tried.beganAt}, last_at = ${deps.clock.now()}
     where kind = ${tried.rule} and subject = ${subject} and source = ${source}`.execute(tx);
}
