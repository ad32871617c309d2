import type { Clock } from '@safiri/kernel';
import type { Revocation, RevocationPage } from '@safiri/contracts';
import type { Job } from '../service.ts';
import type { AccessClaims } from './claims.ts';

/** What every request is checked against: whose access was taken back before their tokens ran out. */
export type Revocations = {
  /** Whether these claims are worth nothing any more. */
  takeBack(claims: Pick<AccessClaims, 'sub' | 'sid' | 'rev' | 'device'>): boolean;
  /** Whether the list was read to its end in the last half minute. */
  areCurrent(): boolean;
};

/** Auth's list as a process knows it. */
export type RevocationList = Revocations & {
  /** Reads what is new, to the end of the list. */
  read(): Promise<void>;
  /** Takes one that somebody told of; what is read next does not depend on it. */
  hear(revocation: Revocation): void;
};

/** For tests of what is not about revocations. */
export const nothingRevoked: Revocations = { takeBack: () => false, areCurrent: () => true };

const currentMilliseconds = 30_000;
/** Pages of a list that is read from its beginning: 50,000 revocations, all people signing out in eleven minutes. The next read goes on. */
const mostPages = 100;

type Kept = { readonly number: number; readonly until: number };

/** `readSince` answers the revocations after a number: a call of auth, or of its front door where it is in this process. */
export function createRevocationList(
  readSince: (number: number) => Promise<RevocationPage>,
  clock: Clock,
): RevocationList {
  const kept = {
    session: new Map<string, Kept>(),
    account: new Map<string, Kept>(),
    device: new Map<string, Kept>(),
  };
  let lastNumber = 0;
  let readAt: number | undefined;
  const hear = ({ kind, id, number, keptUntil }: Revocation): void => {
    if ((kept[kind].get(id)?.number ?? 0) >= number) return;
    // Put at the end again: the maps stay in the order in which their entries can be forgotten.
    kept[kind].delete(id);
    kept[kind].set(id, { number, until: Date.parse(keptUntil) });
  };
  const forget = (now: number): void => {
    for (const entries of Object.values(kept))
      for (const [id, { until }] of entries) {
        if (until > now) break;
        entries.delete(id);
      }
  };
  /** Whether nothing came after what was read before. */
  const readPage = async (): Promise<boolean> => {
    const { newest, revocations } = await readSince(lastNumber);
    for (const revocation of revocations) hear(revocation);
    const counted = revocations.at(-1)?.number ?? newest;
    const isEnd = counted === lastNumber;
    // Auth's database came back from a backup and counts again from an earlier number.
    const isEarlier = newest < lastNumber;
    if (isEarlier) {
      kept.account.clear();
      kept.device.clear();
    }
    lastNumber = isEarlier ? 0 : counted;
    return isEnd && !isEarlier;
  };
  return {
    takeBack: ({ sub, sid, rev, device }) =>
      kept.session.has(sid) ||
      (kept.account.get(sub)?.number ?? 0) > rev ||
      (device !== undefined && (kept.device.get(device)?.number ?? 0) > rev),
    areCurrent: () => readAt !== undefined && clock.now().getTime() - readAt <= currentMilliseconds,
    hear,
    read: async () => {
      const now = clock.now().getTime();
      let isRead = false;
      for (let page = 0; page < mostPages && !isRead; page += 1) isRead = await readPage();
      forget(now);
      // What is known in part is not known: what is sensitive waits for the rest.
      if (isRead) readAt = now;
    },
  };
}

/** Two seconds are promised; each second leaves room for a read that fails. */
export function revocationReading(list: RevocationList): Job {
  return {
    name: 'revocation-reading',
    everySeconds: 1,
    run: async () => {
      await list.read();
      return false;
    },
  };
}
