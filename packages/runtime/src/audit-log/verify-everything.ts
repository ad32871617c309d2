import { sql } from 'kysely';
import type { AuditFault, AuditVerification, ServiceName } from '@safiri/contracts/declaring';
import type { Database, Tx } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { SigningKey } from '../tokens/service-token.ts';
import { listChains } from './entry-queries.ts';
import { verifyChain } from './verify-chain.ts';

const chainsAtOnce = 100;

/** How far each company's chain was found to be as recorded, with the hash of its last entry then, base64url. */
export type SeenEnds = Readonly<Record<string, { readonly number: number; readonly hash: string }>>;

type Kept = {
  readonly service: ServiceName;
  readonly db: Database;
  readonly signingKey: SigningKey;
  /** Of an earlier look, kept outside the database: a chain that is gone with all of its signatures is missed by nothing else. */
  readonly seen?: SeenEnds;
};

/** Looks at every chain of a service to its end, or to its first fault; says each, and answers what the next look should know. */
export async function verifyAuditLog(kept: Kept, say: (found: AuditVerification) => void): Promise<SeenEnds> {
  const seen: Record<string, SeenEnds[string]> = { ...kept.seen };
  const look = async (companyId: string): Promise<void> => {
    const { found, end } = await verifyToEnd(kept, companyId);
    if (end !== undefined) seen[companyId] = end;
    say(found);
  };
  const listed = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const last: string | null = after;
    const companies: readonly string[] = await transaction(
      kept.db,
      asService,
      async (tx) => await listChains(tx, last, chainsAtOnce),
    );
    for (const companyId of companies) {
      listed.add(companyId);
      await look(companyId);
    }
    after = companies.at(-1) ?? null;
    if (companies.length < chainsAtOnce) break;
  }
  for (const companyId of Object.keys(kept.seen ?? {})) if (!listed.has(companyId)) await look(companyId);
  return seen;
}

type Looked = { readonly found: AuditVerification; readonly end: SeenEnds[string] | undefined };

async function verifyToEnd(kept: Kept, companyId: string): Promise<Looked> {
  let after = 0;
  for (;;) {
    const look = { ...kept, companyId, after };
    const found = await transaction(kept.db, asService, async (tx) => await verifyChain(tx, look));
    if (!found.more) return await compareWithSeen(kept, found);
    after = found.checkedTo;
  }
}

/** What an earlier look saw is there, and says the same. */
async function compareWithSeen({ db, seen = {} }: Kept, found: AuditVerification): Promise<Looked> {
  const { companyId, checkedTo } = found;
  if (found.fault !== null) return { found, end: undefined };
  const before = seen[companyId];
  const [hashBefore, hash] = await transaction(db, asService, async (tx) => [
    await findHash(tx, companyId, before?.number ?? 0),
    await findHash(tx, companyId, checkedTo),
  ]);
  const fault = before === undefined ? null : faultSince(before, { checkedTo, hashBefore });
  if (fault !== null) return { found: { ...found, checkedTo: fault.number - 1, fault }, end: undefined };
  return { found, end: hash === undefined ? undefined : { number: checkedTo, hash } };
}

function faultSince(
  { number, hash }: SeenEnds[string],
  now: { readonly checkedTo: number; readonly hashBefore: string | undefined },
): AuditFault | null {
  if (now.checkedTo < number) {
    const sentence = `An earlier look saw ${number} entries, and there are ${now.checkedTo}.`;
    return { kind: 'missing', number: now.checkedTo + 1, sentence };
  }
  if (now.hashBefore === hash) return null;
  return { kind: 'rewritten', number: 1, sentence: `Entry ${number} is not the one that an earlier look saw.` };
}

async function findHash(tx: Tx, companyId: string, number: number): Promise<string | undefined> {
  const { rows } = await sql<{ hash: Buffer }>`
    select hash from audit_entries where company_id = ${companyId} and number = ${number}`.execute(tx);
  return rows[0]?.hash.toString('base64url');
}
