import { createPublicKey, sign, verify } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '@safiri/kernel';
import type { ServiceName } from '@safiri/contracts/declaring';
import type { Database, Tx } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import type { Job } from '../service.ts';
import type { SigningKey } from '../tokens/service-token.ts';

/** What a service says of its chain: this entry was its last, and this its hash. */
export type ChainSignature = {
  readonly companyId: string;
  readonly number: number;
  readonly hash: Buffer;
  readonly signedAt: Date;
  readonly keyId: string;
  readonly signature: Buffer;
};

type Signed = Omit<ChainSignature, 'keyId' | 'signature'>;

function signedText(service: string, { companyId, number, hash, signedAt }: Signed): Buffer {
  const said = ['safiri audit head 1', service, companyId, number, hash.toString('hex'), signedAt.toISOString()];
  return Buffer.from(JSON.stringify(said));
}

export function isGenuine(service: string, said: ChainSignature, key: SigningKey): boolean {
  const jwk = publicJwkAt(said, key);
  if (jwk === undefined) return false;
  return verify(null, signedText(service, said), createPublicKey({ key: { ...jwk }, format: 'jwk' }), said.signature);
}

/** The service's key of that name, of one that is retired only for what it signed before. */
function publicJwkAt({ keyId, signedAt }: ChainSignature, key: SigningKey): SigningKey['publicJwk'] | undefined {
  if (keyId === key.kid) return key.publicJwk;
  return key.retired?.find(({ kid, retiredAt }) => kid === keyId && signedAt <= new Date(retiredAt))?.publicJwk;
}

/** As many ends of chains as are signed at a time: an Ed25519 signature takes 50 µs, so a step is over in no time. */
const mostHeads = 200;

/**
 * Signs the end of every chain that grew. What somebody cuts off or writes anew who has the database, but not the key,
 * shows from the next minute on. Each is logged too: the log stands elsewhere.
 */
export function auditSigning(deps: {
  readonly service: ServiceName;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly signingKey: SigningKey;
}): Job {
  const { service, db, clock, log, signingKey } = deps;
  return {
    name: 'audit-signing',
    everySeconds: 60,
    run: async () => {
      const said = await transaction(db, asService, async (tx) => {
        const heads = await listUnsigned(tx);
        const signatures = heads.map((head): ChainSignature => {
          const signed = { ...head, signedAt: clock.now() };
          const signature = sign(null, signedText(service, signed), signingKey.privateKey);
          return { ...signed, keyId: signingKey.kid, signature };
        });
        for (const each of signatures) await insertSignature(tx, each);
        return signatures;
      });
      for (const { companyId, number, hash, signature } of said)
        log.info(
          { companyId, number, hash: hash.toString('base64url'), signature: signature.toString('base64url') },
          'end of audit log signed',
        );
      return said.length === mostHeads;
    },
  };
}

async function listUnsigned(tx: Tx): Promise<Pick<ChainSignature, 'companyId' | 'number' | 'hash'>[]> {
  const { rows } = await sql<Pick<ChainSignature, 'companyId' | 'number' | 'hash'>>`
    select company_id as "companyId", number, hash from audit_heads head
     where not exists (select from audit_signatures s where s.company_id = head.company_id and s.number >= head.number)
     order by company_id limit ${mostHeads}`.execute(tx);
  return rows;
}

/** Another process may have signed the same end a moment ago. */
async function insertSignature(tx: Tx, said: ChainSignature): Promise<void> {
  await sql`
    insert into audit_signatures (company_id, number, hash, signed_at, key_id, signature)
    values (${said.companyId}, ${said.number}, ${said.hash}, ${said.signedAt}, ${said.keyId}, ${said.signature})
    on conflict (company_id, number) do nothing`.execute(tx);
}

/** After a number, oldest first. */
export async function listSignatures(
  tx: Tx,
  wanted: { readonly companyId: string; readonly after: number; readonly to: number },
): Promise<ChainSignature[]> {
  const { rows } = await sql<ChainSignature>`
    select company_id as "companyId", number, hash, signed_at as "signedAt", key_id as "keyId", signature
      from audit_signatures where company_id = ${wanted.companyId} and number > ${wanted.after} and number <= ${wanted.to}
     order by number limit 1000`.execute(tx);
  return rows;
}
