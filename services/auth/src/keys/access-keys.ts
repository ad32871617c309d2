import { sql } from 'kysely';
import type { JWK } from 'jose';
import type { Clock } from '@safiri/kernel';
import {
  asService,
  accessKeyPrefix,
  createSealer,
  generateSigningKeyPem,
  signingKeyFromPem,
  transaction,
  type Database,
  type SigningKey,
  type Tx,
} from '@safiri/runtime';

/** The keys of access tokens as this process last read them. Which one signs follows from the time alone. */
export type AccessKeys = {
  current(): SigningKey;
  /** Since when the current key signs. */
  currentSince(): Date;
  /** The public halves of all that a token may carry now or soon. */
  publicJwks(): readonly JWK[];
  read(): Promise<void>;
  /** Publishes the next key, which takes over a while later; answers the one that waits already, if there is one. */
  publishNext(): Promise<NextKey>;
};
export type NextKey = { readonly kid: string; readonly signsFrom: Date };

/** Twice as long as a service uses a JWKS without asking for it anew, so that all know the key before its first token. */
const publishedAheadSeconds = 10 * 60;
/** Longer than an access token may be set to live. */
const listedAfterSeconds = 60 * 60;

type StoredKey = NextKey & { readonly sealedPem: string; readonly publicJwk: JWK };
type ReadKey = { readonly key: SigningKey; readonly publicJwk: JWK; readonly signsFrom: Date };

/** Reads the keys; the first process ever makes the first one, however many start together. */
export async function openAccessKeys(db: Database, encryptionKey: string, clock: Clock): Promise<AccessKeys> {
  const sealer = createSealer(encryptionKey);
  const after = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);
  let keys: readonly ReadKey[] = [];

  const insertNext = async (tx: Tx, signsFrom: Date): Promise<NextKey> => {
    const pem = generateSigningKeyPem();
    const { kid, publicJwk } = signingKeyFromPem(pem, accessKeyPrefix);
    await sql`update signing_keys set retired_at = ${signsFrom} where retired_at is null`.execute(tx);
    await sql`
      insert into signing_keys (kid, sealed_pem, public_jwk, signs_from)
      values (${kid}, ${sealer.seal(pem)}, ${JSON.stringify(publicJwk)}::jsonb, ${signsFrom})`.execute(tx);
    return { kid, signsFrom };
  };
  const inTurn = async <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> =>
    await transaction(db, asService, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('safiri access keys', 0))`.execute(tx);
      return await work(tx);
    });
  const read = async (): Promise<void> => {
    const stored = await transaction(db, asService, async (tx) => await listKeys(tx, after(-listedAfterSeconds)));
    keys = stored.map(({ sealedPem, publicJwk, signsFrom }) => ({
      key: signingKeyFromPem(sealer.open(sealedPem), accessKeyPrefix),
      publicJwk,
      signsFrom,
    }));
  };
  const signing = (): ReadKey => {
    const now = clock.now();
    // The database's clock named the first one of an older version: it may be a moment ahead.
    const found = keys.findLast(({ signsFrom }) => signsFrom <= now) ?? keys[0];
    if (found === undefined) throw new Error('Bug: no key signs access tokens');
    return found;
  };
  await inTurn(async (tx) => {
    if ((await listKeys(tx, after(0))).length === 0) await insertNext(tx, after(0));
  });
  await read();
  return {
    current: () => signing().key,
    currentSince: () => signing().signsFrom,
    publicJwks: () => keys.map(({ publicJwk }) => publicJwk),
    read,
    publishNext: async () => {
      const next = await inTurn(async (tx) => {
        const [newest] = (await listKeys(tx, after(0))).toReversed();
        if (newest !== undefined && newest.signsFrom > after(0)) return newest;
        return await insertNext(tx, after(publishedAheadSeconds));
      });
      await read();
      return { kid: next.kid, signsFrom: next.signsFrom };
    },
  };
}

/** Without those that were retired before, in the order in which they sign. */
async function listKeys(tx: Tx, retiredAfter: Date): Promise<StoredKey[]> {
  const { rows } = await sql<StoredKey>`
    select kid, sealed_pem as "sealedPem", public_jwk as "publicJwk", signs_from as "signsFrom" from signing_keys
     where retired_at is null or retired_at > ${retiredAfter} order by signs_from, kid limit 50`.execute(tx);
  return rows;
}
