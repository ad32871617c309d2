import type { AuditFault, AuditVerification, ServiceName } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';
import type { SigningKey } from '../tokens/service-token.ts';
import { digestOf, hashOf, noHash } from './chain.ts';
import { readChain, type ChainRow, type StoredEntry } from './entry-queries.ts';
import { isGenuine, listSignatures, type ChainSignature } from './signature.ts';

/** Entries of one look: some 10 µs each to hash, and 4 MB of the largest. */
const mostEntries = 1_000;

/** A chain from a number on, which an earlier look found to be as recorded; the service whose it is, and its key. */
export type ChainLook = {
  readonly service: ServiceName;
  readonly signingKey: SigningKey;
  readonly companyId: string;
  readonly after: number;
};

/**
 * Looks at the next entries of a chain. Everything is computed here, from what the entries say: of the database nothing is
 * believed but its rows.
 */
export async function verifyChain(tx: Tx, look: ChainLook): Promise<AuditVerification> {
  const rows = await readChain(tx, { ...look, limit: mostEntries });
  const entries = rows.flatMap(({ entry }) => (entry === null ? [] : [entry]));
  const checkedTo = entries.at(-1)?.number ?? look.after;
  const signatures = await listSignatures(tx, { ...look, to: checkedTo });
  const isEnd = entries.length < mostEntries;
  const fault =
    faultOfEntries(look, rows[0], entries) ??
    faultOfSignatures(look, entries, signatures) ??
    (isEnd ? faultOfEnd(rows[0], checkedTo, entries.at(-1)?.hash ?? rows[0].hashBefore ?? noHash) : null);
  return {
    companyId: look.companyId,
    checkedTo: fault === null ? checkedTo : fault.number - 1,
    signedTo: rows[0].signedTo ?? 0,
    more: fault === null && !isEnd,
    fault,
  };
}

function faultOfEntries(look: ChainLook, { hashBefore }: ChainRow, entries: readonly StoredEntry[]): AuditFault | null {
  if (look.after > 0 && hashBefore === null) return missing(look.after);
  let before: Buffer = hashBefore ?? noHash;
  let number = look.after;
  for (const entry of entries) {
    number += 1;
    if (entry.number !== number) return missing(number);
    if (!digestOf({ ...entry, service: look.service }).equals(entry.digest))
      return { kind: 'altered', number, sentence: `What entry ${number} says is not what was recorded.` };
    if (!hashOf(before, entry).equals(entry.hash))
      return { kind: 'altered', number, sentence: `Entry ${number} does not follow the one before it.` };
    before = entry.hash;
  }
  return null;
}

/** Entries that fit one another were written anew, all of them, if one of them was signed as another. */
function faultOfSignatures(
  look: ChainLook,
  entries: readonly StoredEntry[],
  signatures: readonly ChainSignature[],
): AuditFault | null {
  let agreedTo = look.after;
  for (const said of signatures) {
    const entry = entries[said.number - look.after - 1];
    if (!isGenuine(look.service, said, look.signingKey))
      return rewritten(agreedTo + 1, `The signature of entry ${said.number} is not this service's.`);
    if (entry?.hash.equals(said.hash) !== true)
      return rewritten(agreedTo + 1, `Entries up to ${said.number} were written anew after it was signed.`);
    agreedTo = said.number;
  }
  return null;
}

function faultOfEnd(row: ChainRow, last: number, hash: Buffer): AuditFault | null {
  const { headNumber, headHash, signedTo } = row;
  if (Math.max(headNumber ?? 0, signedTo ?? 0) > last) return missing(last + 1);
  if ((headNumber ?? 0) < last)
    return {
      kind: 'inserted',
      number: (headNumber ?? 0) + 1,
      sentence: `The log ended before entry ${(headNumber ?? 0) + 1}; it was never recorded.`,
    };
  if (last > 0 && headHash?.equals(hash) !== true)
    return { kind: 'altered', number: last, sentence: `Entry ${last} is not the last one that was recorded.` };
  return null;
}

function missing(number: number): AuditFault {
  return { kind: 'missing', number, sentence: `Entry ${number} is not there any more.` };
}

function rewritten(number: number, sentence: string): AuditFault {
  return { kind: 'rewritten', number, sentence };
}
