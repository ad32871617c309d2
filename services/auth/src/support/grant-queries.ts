import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

export type GrantRow = {
  readonly grantId: string;
  readonly companyId: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly consentedBy: string | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
};

const columns = sql`
  grant_id as "grantId", company_id as "companyId", reason, asked_by as "askedBy", asked_at as "askedAt",
  consented_by as "consentedBy", starts_at as "startsAt", ends_at as "endsAt", ended_by as "endedBy", ended_at as "endedAt"`;

export type NewGrant = Pick<GrantRow, 'grantId' | 'companyId' | 'reason' | 'askedBy' | 'askedAt'>;

/** False when the id is taken. */
export async function insertGrant(tx: Tx, grant: NewGrant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into support_grants (grant_id, company_id, reason, asked_by, asked_at)
    values (${grant.grantId}, ${grant.companyId}, ${grant.reason}, ${grant.askedBy}, ${grant.askedAt})
    on conflict (grant_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** One that the actor may see, held until the transaction ends. */
export async function lockGrant(tx: Tx, grantId: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`
    select ${columns} from support_grants where grant_id = ${grantId} for update`.execute(tx);
  return rows[0];
}

/** As many as the contract lets through: nobody asks for more in a year. */
const mostGrants = 100;

/** Those that the actor may see, newest first. */
export async function listGrants(tx: Tx): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select ${columns} from support_grants order by asked_at desc, grant_id desc limit ${mostGrants}`.execute(tx);
  return rows;
}

export type Consent = { readonly by: string; readonly from: Date; readonly until: Date };

export async function writeConsent(tx: Tx, grantId: string, { by, from, until }: Consent): Promise<void> {
  await sql`
    update support_grants set consented_by = ${by}, starts_at = ${from}, ends_at = ${until}
     where grant_id = ${grantId}`.execute(tx);
}

export async function writeEnd(
  tx: Tx,
  grantId: string,
  end: { readonly by: string; readonly now: Date },
): Promise<void> {
  await sql`update support_grants set ended_by = ${end.by}, ended_at = ${end.now} where grant_id = ${grantId}`.execute(
    tx,
  );
}
