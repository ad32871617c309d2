import { sql } from 'kysely';
import type { DataSubject } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type ErasureRow = {
  readonly erasureId: string;
  readonly subjectId: string;
  readonly kind: 'account' | 'guest';
  readonly status: 'waiting' | 'called-off' | 'started' | 'done';
  readonly askedAt: Date;
  readonly erasesAt: Date;
  readonly giveUpVouchers: boolean;
  readonly heldUp: boolean;
  readonly version: number;
  readonly startedAt: Date | null;
};

const columns = sql`
  erasure_id as "erasureId", subject_id as "subjectId", kind, status, asked_at as "askedAt", erases_at as "erasesAt",
  give_up_vouchers as "giveUpVouchers", held_up as "heldUp", version, started_at as "startedAt"`;

/** What of a subject was not called off: at most one. */
export async function findErasureOf(tx: Tx, subjectId: string): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`
    select ${columns} from erasures where subject_id = ${subjectId} and status <> 'called-off'`.execute(tx);
  return rows[0];
}

export type NewErasure = Pick<
  ErasureRow,
  'erasureId' | 'subjectId' | 'kind' | 'askedAt' | 'erasesAt' | 'giveUpVouchers'
>;

/** Where there is one already, that one stays as it was asked. */
export async function insertErasure(tx: Tx, erasure: NewErasure): Promise<void> {
  await sql`
    insert into erasures (erasure_id, subject_id, kind, asked_at, erases_at, give_up_vouchers, next_look_at)
    values (${erasure.erasureId}, ${erasure.subjectId}, ${erasure.kind}, ${erasure.askedAt}, ${erasure.erasesAt}, ${erasure.giveUpVouchers}, ${erasure.erasesAt})
    on conflict do nothing`.execute(tx);
}

/** Takes back what has not begun. */
export async function callOff(tx: Tx, subjectId: string): Promise<void> {
  await sql`
    update erasures set status = 'called-off', next_look_at = null where subject_id = ${subjectId} and status = 'waiting'`.execute(
    tx,
  );
}

/** One whose time has come, for this process alone until `again`. */
export async function takeDueErasure(
  tx: Tx,
  { now, again }: { readonly now: Date; readonly again: Date },
): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`
    update erasures set next_look_at = ${again} where erasure_id = (
      select erasure_id from erasures where next_look_at <= ${now} order by next_look_at limit 1 for update skip locked)
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function lockErasure(tx: Tx, erasureId: string): Promise<ErasureRow | undefined> {
  const { rows } = await sql<ErasureRow>`
    select ${columns} from erasures where erasure_id = ${erasureId} for update`.execute(tx);
  return rows[0];
}

export async function holdUp(tx: Tx, erasureId: string, again: Date): Promise<void> {
  await sql`
    update erasures set held_up = true, next_look_at = ${again} where erasure_id = ${erasureId} and status = 'waiting'`.execute(
    tx,
  );
}

/** What the rows of a locked erasure are found by stands in it from now on. */
export async function markStarted(
  tx: Tx,
  erasureId: string,
  started: { readonly who: DataSubject; readonly now: Date; readonly again: Date },
): Promise<void> {
  const { who, now, again } = started;
  await sql`
    update erasures set status = 'started', held_up = false, version = version + 1, started_at = ${now}, next_look_at = ${again},
           subject_ids = ${who.subjectIds}::uuid[], phones = ${who.phones}::text[], emails = ${who.emails}::text[]
     where erasure_id = ${erasureId}`.execute(tx);
}

export async function markToldAgain(tx: Tx, erasureId: string, again: Date): Promise<void> {
  await sql`update erasures set version = version + 1, next_look_at = ${again} where erasure_id = ${erasureId}`.execute(
    tx,
  );
}

/** By whom others erase; once that is done without numbers and addresses. */
export async function findErasedSubject(tx: Tx, erasureId: string): Promise<DataSubject | undefined> {
  const { rows } = await sql<DataSubject>`
    select to_jsonb(subject_ids) as "subjectIds", to_jsonb(phones) as phones, to_jsonb(emails) as emails from erasures
     where erasure_id = ${erasureId} and status in ('started', 'done')`.execute(tx);
  return rows[0];
}

export async function noteReport(
  tx: Tx,
  report: { readonly erasureId: string; readonly service: string; readonly version: number },
): Promise<void> {
  await sql`
    insert into erasure_reports as r (erasure_id, service, version) values (${report.erasureId}, ${report.service}, ${report.version})
    on conflict (erasure_id, service) do update set version = excluded.version where r.version < excluded.version`.execute(
    tx,
  );
}

/** Ends an erasure of which as many services reported this telling: its numbers are forgotten here as well. */
export async function endWhenReported(
  tx: Tx,
  ended: { readonly erasureId: string; readonly version: number; readonly services: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update erasures set status = 'done', phones = '{}', emails = '{}', next_look_at = null
     where erasure_id = ${ended.erasureId} and status = 'started' and version >= ${ended.version}
       and (select count(*) from erasure_reports r where r.erasure_id = ${ended.erasureId} and r.version >= ${ended.version}) = ${ended.services}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** Those of whom copies may still say something: everybody who was ever forgotten, a page at a time. */
export async function listBegun(
  tx: Tx,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`
    update erasures set version = version + 1 where erasure_id in (
      select erasure_id from erasures
       where status in ('started', 'done') and (${after}::uuid is null or erasure_id > ${after}::uuid)
       order by erasure_id limit ${limit} for update)
    returning ${columns}`.execute(tx);
  return rows.toSorted((a, b) => (a.erasureId < b.erasureId ? -1 : 1));
}
