import { sql, type RawBuilder } from 'kysely';
import type { AuditFilters } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';
import type { ChainedAct } from './chain.ts';

/** An entry as it is stored. */
export type StoredEntry = Omit<ChainedAct, 'service'> & {
  readonly number: number;
  readonly recordedAt: Date;
  readonly digest: Buffer;
  readonly hash: Buffer;
};

const columns = sql`
  company_id as "companyId", number, recorded_at as "recordedAt", subject_id as "subjectId", session_id as "sessionId",
  device_id as "deviceId", support_id as "supportId", operation, thing_kind as "thingKind", thing_id as "thingId",
  before, after, address, label, request_id as "requestId", digest, hash`;

export type WantedEntries = Omit<AuditFilters, 'companyId'> & {
  readonly companyId: string;
  /** Newest first, before a number, or oldest first, after one. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

export async function listEntries(tx: Tx, wanted: WantedEntries): Promise<StoredEntry[]> {
  const { companyId, before, after, limit } = wanted;
  const conditions: RawBuilder<unknown>[] = [
    sql`company_id = ${companyId}`,
    ...(before === undefined ? [] : [sql`number < ${before}`]),
    ...(after === undefined ? [] : [sql`number > ${after}`]),
    ...(wanted.from === undefined ? [] : [sql`recorded_at >= ${new Date(wanted.from)}`]),
    ...(wanted.to === undefined ? [] : [sql`recorded_at < ${new Date(wanted.to)}`]),
    ...(wanted.subjectId === undefined ? [] : [sql`subject_id = ${wanted.subjectId}`]),
    ...(wanted.operation === undefined ? [] : [sql`operation = ${wanted.operation}`]),
    ...(wanted.thingKind === undefined ? [] : [sql`thing_kind = ${wanted.thingKind}`]),
    ...(wanted.thingId === undefined ? [] : [sql`thing_id = ${wanted.thingId}`]),
  ];
  const order = after === undefined ? sql`desc` : sql`asc`;
  const { rows } = await sql<StoredEntry>`
    select ${columns} from audit_entries where ${sql.join(conditions, sql` and `)}
     order by number ${order} limit ${limit}`.execute(tx);
  return rows;
}

/** A stretch of a chain with its end, as they stand at one instant: all columns of `entry` are null where there is none. */
export type ChainRow = {
  readonly headNumber: number | null;
  readonly headHash: Buffer | null;
  readonly signedTo: number | null;
  readonly hashBefore: Buffer | null;
  readonly entry: StoredEntry | null;
};

/** The entries after a number, in one look: what is recorded meanwhile belongs to the next. */
export async function readChain(
  tx: Tx,
  at: { readonly companyId: string; readonly after: number; readonly limit: number },
): Promise<readonly [ChainRow, ...ChainRow[]]> {
  type Row = Omit<ChainRow, 'entry'> & { readonly [Column in keyof StoredEntry]: StoredEntry[Column] | null };
  const { rows } = await sql<Row>`
    select (select number from audit_heads where company_id = ${at.companyId}) as "headNumber",
           (select hash from audit_heads where company_id = ${at.companyId}) as "headHash",
           (select max(number) from audit_signatures where company_id = ${at.companyId}) as "signedTo",
           (select hash from audit_entries where company_id = ${at.companyId} and number = ${at.after}) as "hashBefore",
           entry.*
      from (select) as once
      left join (select ${columns} from audit_entries where company_id = ${at.companyId} and number > ${at.after}
                  order by number limit ${at.limit}) as entry on true
     order by entry.number`.execute(tx);
  const [first, ...others] = rows.map(({ headNumber, headHash, signedTo, hashBefore, ...entry }): ChainRow => {
    const isThere = (row: typeof entry): row is StoredEntry => row.number !== null;
    return { headNumber, headHash, signedTo, hashBefore, entry: isThere(entry) ? entry : null };
  });
  if (first === undefined) throw new Error('Bug: a look without a row');
  return [first, ...others];
}

/** The companies that have a chain, in the order of their ids. */
export async function listChains(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ companyId: string }>`
    select company_id as "companyId" from (
      select company_id from audit_heads union select company_id from audit_signatures) as chains
     where ${after}::uuid is null or company_id > ${after}::uuid order by company_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.companyId);
}
