import bcrypt from 'bcrypt';
import { DomainError } from '@safiri/kernel';

/** A place in the queue: what is hashed in it waits for its turn. */
export type HashingPlace = {
  hash(password: string): Promise<string>;
  /** Checks against a hash, or against nobody's: both take the same work, so time does not tell whether an account exists. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
};

/**
 * Hashes and checks passwords on one thread at a time: bcrypt runs in libuv's pool, beside file access and DNS, and must
 * leave the machine's other core to sales. Beyond the queue's length nothing is hashed and the caller is told to wait.
 */
export type PasswordHasher = HashingPlace & {
  /** Takes a place before anything else is done, the database not even asked; refuses at once when there is none. */
  inPlace<Result>(work: (place: HashingPlace) => Promise<Result>): Promise<Result>;
};

/** At cost 12 the last in the queue waits some 8 s, which is as long as a person does. */
const mostWaiting = 32;
const retryAfterSeconds = 5;
/** bcrypt reads no more bytes than these; a longer password would be cut silently. */
const mostBytes = 72;

export function createPasswordHasher(cost: number): PasswordHasher {
  let taken = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return await turn;
  };
  const nobodysHash = inTurn(async () => await bcrypt.hash('nobody has this password', cost));
  const place: HashingPlace = {
    hash: async (password) => {
      if (Buffer.byteLength(password) > mostBytes)
        throw new DomainError('PASSWORD_TOO_LONG', `A password may have ${mostBytes} bytes.`, {
          field: '/body/password',
        });
      return await inTurn(async () => await bcrypt.hash(password, cost));
    },
    matches: async (password, hash) => {
      const compared = hash ?? (await nobodysHash);
      const matched = await inTurn(async () => await bcrypt.compare(password.slice(0, mostBytes), compared));
      return matched && hash !== undefined && Buffer.byteLength(password) <= mostBytes;
    },
  };
  const inPlace: PasswordHasher['inPlace'] = async (work) => {
    if (taken >= mostWaiting)
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
    hash: async (password) => await inPlace(async () => await place.hash(password)),
    matches: async (password, hash) => await inPlace(async () => await place.matches(password, hash)),
  };
}
