/** A seat on a stretch of legs, `to` not included. */
export type LockedSeat = {
  readonly tripId: number;
  readonly seat: number;
  readonly from: number;
  readonly to: number;
};

export type SeatLockRequest<Seat extends LockedSeat> = {
  readonly seats: readonly Seat[];
  /** Of this hold and no other: only who shows it gives the seats back. */
  readonly holdId: string;
  /** Who holds: what they ask a second time at the same moment may be a repetition, of which the database knows the answer. */
  readonly ownerId: string;
};

/**
 * Keeps those who want a seat that somebody is just getting from the database, for the time of that request. It promises
 * nothing: the database decides. `lost` is only answered where the other one has told that they got it.
 */
export type SeatLock = {
  take<Seat extends LockedSeat>(request: SeatLockRequest<Seat>): Promise<Taken<Seat>>;
};

export type Taken<Seat> =
  /** Ask the database, and then tell whether these seats are this hold's now; where nothing is locked nobody hears it. */
  { readonly kind: 'ask'; readonly done: (won: boolean) => Promise<void> } | Lost<Seat>;
export type Lost<Seat> = { readonly kind: 'lost'; readonly seats: readonly Seat[] };

/** One process decides its holds together, so there is nobody to keep away. */
export const noSeatLock: SeatLock = {
  take: async () => ({ kind: 'ask', done: async () => undefined }),
};

/** One independent server of locks. Each answer is undefined where there is none in time. */
export type LockNode = {
  /** All of these legs for the token, or none: then whose they are, each with its index. */
  take(keys: readonly string[], token: string, milliseconds: number): Promise<readonly HeldKey[] | undefined>;
  /** Gives back what is the token's, and tells those who wait for it how it came out. */
  giveBack(keys: readonly string[], token: string, won: boolean): Promise<void>;
  /** How a hold came out, while somebody may wait for it; `deciding` while its lock lives. */
  fateOf(key: string, token: string): Promise<'deciding' | 'won' | 'gone' | undefined>;
};

export type HeldKey = { readonly index: number; readonly token: string };

/** A request that takes longer has gone wrong, and then whoever wants the seat asks the database. */
export const lockMilliseconds = 2_000;
/** Clocks of two machines do not run alike: a lock is believed a hundredth and a little less long than it was taken for. */
const driftMilliseconds = lockMilliseconds / 100 + 2;
/** A hold takes some ten milliseconds; who waits asks at these intervals, each twice the one before. */
const firstLookMilliseconds = 8;
const longestLookMilliseconds = 128;

/**
 * By a majority of nodes that know nothing of one another (with one node: by that one), as the Redlock algorithm has it.
 * Where no majority can be had because nodes do not answer, nothing is locked and the database is asked.
 */
export function createSeatLock(nodes: readonly LockNode[], now: () => number = () => performance.now()): SeatLock {
  const majority = Math.floor(nodes.length / 2) + 1;
  return {
    take: async ({ seats, holdId, ownerId }) => {
      const token = `${holdId}/${ownerId}`;
      const legs = seats.flatMap((seat) => legsOf(seat).map((key) => ({ key, seat })));
      const keys = legs.map(({ key }) => key);
      const begun = now();
      const giveBack = async (won: boolean): Promise<void> => {
        await Promise.all(nodes.map(async (node) => await node.giveBack(keys, token, won)));
      };
      const answers = await Promise.all(nodes.map(async (node) => await node.take(keys, token, lockMilliseconds)));
      const has = answers.filter((answer) => answer?.length === 0).length;
      const isInTime = now() - begun < lockMilliseconds - driftMilliseconds;
      if (has >= majority && isInTime) return { kind: 'ask', done: giveBack };
      if (has > 0) await giveBack(false);
      const holder = holderOf(answers, majority);
      if (holder === undefined || holder.token.endsWith(`/${ownerId}`)) return notLocked;
      const won = await outcome(nodes, { holder, key: keys[holder.indexes[0] ?? 0] ?? '', majority });
      if (!won) return notLocked;
      const lost = new Set(holder.indexes.flatMap((index) => legs[index]?.seat ?? []));
      return { kind: 'lost', seats: [...lost] };
    },
  };
}

const notLocked = { kind: 'ask', done: async () => undefined } as const;

/** One key a leg, so that two who want one seat on different stretches do not meet. Trips come first, in braces: Redis keeps them together. */
function legsOf({ tripId, seat, from, to }: LockedSeat): string[] {
  return Array.from({ length: to - from }, (_, leg) => `{${tripId}}:${seat}:${from + leg}`);
}

type Holder = { readonly token: string; readonly indexes: readonly number[] };

/** Who holds some of the legs on a majority of nodes; nobody where two who came at once have some nodes each. */
function holderOf(answers: readonly (readonly HeldKey[] | undefined)[], majority: number): Holder | undefined {
  const byToken = new Map<string, { nodes: number; indexes: number[] }>();
  for (const answer of answers)
    for (const [token, held] of Map.groupBy(answer ?? [], (each) => each.token)) {
      const known = byToken.get(token);
      byToken.set(token, { nodes: (known?.nodes ?? 0) + 1, indexes: held.map(({ index }) => index) });
    }
  for (const [token, { nodes, indexes }] of byToken) if (nodes >= majority) return { token, indexes };
  return undefined;
}

/**
 * Waits until a holder has told how it came out. False where it got nothing, and where it has not told in the time of a lock:
 * it may have died before the database decided, or after, and only the database knows.
 */
async function outcome(
  nodes: readonly LockNode[],
  { holder, key, majority }: { readonly holder: Holder; readonly key: string; readonly majority: number },
): Promise<boolean> {
  let pause = firstLookMilliseconds;
  for (let waited = 0; waited < lockMilliseconds; waited += pause) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const fates = await Promise.all(nodes.map(async (node) => await node.fateOf(key, holder.token)));
    if (fates.includes('won')) return true;
    if (fates.filter((fate) => fate === 'deciding').length < majority) return false;
    pause = Math.min(longestLookMilliseconds, pause * 2);
  }
  return false;
}
