import { assert, DomainError } from '@safiri/kernel';
import { createHashingThread } from './hashing-thread.ts';

/** A place in the queue: what is hashed in it waits for its turn. */
export type HashingPlace = {
  hash(password: string): Promise<string>;
  /** Checks against a hash, or against nobody's: both take the same work, so time does not tell whether an account exists. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
};

/**
 * Hashes and checks passwords one at a time, so on one core at most. Beyond the queue's length, by number or by time, nothing
 * is hashed and the caller is told to wait.
 */
export type PasswordHasher = HashingPlace & {
  /** Takes a place before anything else is done, the database not even asked; refuses at once when there is none. */
  inPlace<Result>(work: (place: HashingPlace) => Promise<Result>): Promise<Result>;
  /** How many places are taken. */
  taken(): number;
};

/** At cost 12 the last in the queue waits some 8 s, which is as long as a person does… */
const mostWaiting = 32;
/** …and while sales leave less of the machine, fewer may wait as long. */
const longestWaitMilliseconds = 8_000;
const retryAfterSeconds = 5;
/** bcrypt reads no more bytes than these; a longer password would be cut silently. */
const mostBytes = 72;

export function createPasswordHasher(cost: number): PasswordHasher {
  const thread = createHashingThread();
  let taken = 0;
  let lastMilliseconds = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const timed = async (): Promise<Result> => {
      const startedAt = performance.now();
      const result = await work();
      lastMilliseconds = performance.now() - startedAt;
      return result;
    };
    const turn = last.then(timed, timed);
    last = turn.catch(() => undefined);
    return await turn;
  };
  const nobodysHash = inTurn(async () => await thread.hash('nobody has this password', cost));
  const place: HashingPlace = {
    hash: async (password) => {
      assert(Buffer.byteLength(password) <= mostBytes, 'what is hashed was keyed first, and is short');
      return await inTurn(async () => await thread.hash(password, cost));
    },
    matches: async (password, hash) => {
      const compared = hash ?? (await nobodysHash);
      const matched = await inTurn(async () => await thread.compare(password.slice(0, mostBytes), compared));
      return matched && hash !== undefined && Buffer.byteLength(password) <= mostBytes;
    },
  };
  const inPlace: PasswordHasher['inPlace'] = async (work) => {
    if (!hasRoom({ taken, lastMilliseconds }))
      throw new DomainError('TOO_MANY_SIGN_INS', 'Many people are signing in just now. Try again in a few seconds.', {
        retryAfter: retryAfterSeconds,
      });
    taken += 1;
    try {
      return await work(place);
    } finally {
      taken -= 1;
    }
  };
  return {
    inPlace,
    taken: () => taken,
    hash: async (password) => await inPlace(async () => await place.hash(password)),
    matches: async (password, hash) => await inPlace(async () => await place.matches(password, hash)),
  };
}

/** Whether one more may wait behind so many, as long as the last hash took: the first always may. */
export function hasRoom({ taken, lastMilliseconds }: { taken: number; lastMilliseconds: number }): boolean {
  return taken < mostWaiting && taken * lastMilliseconds <= longestWaitMilliseconds;
}
