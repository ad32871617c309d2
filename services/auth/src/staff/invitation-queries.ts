import { sql } from 'kysely';
import type { Power } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type InvitationRow = {
  readonly invitationId: string;
  readonly companyId: string | null;
  readonly email: string;
  readonly powers: readonly Power[];
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** Whoever's invitation is over needs no address any more: who invited whom stands in the audit log. */
export type KeptInvitation = Omit<InvitationRow, 'email'> & { readonly email: string | null };

/** Of a company at a time; also what one page lists. */
export const mostOpenInvitations = 100;

const columns = sql`invitation_id as "invitationId", company_id as "companyId", email, powers, invited_by as "invitedBy",
  created_at as "createdAt", expires_at as "expiresAt"`;

export async function insertInvitation(
  tx: Tx,
  invitation: InvitationRow & { readonly tokenHash: Buffer },
): Promise<void> {
  await sql`
    insert into invitations (invitation_id, company_id, email, powers, token_hash, invited_by, created_at, expires_at)
    values (${invitation.invitationId}, ${invitation.companyId}, ${invitation.email}, ${JSON.stringify(invitation.powers)}::jsonb,
            ${invitation.tokenHash}, ${invitation.invitedBy}, ${invitation.createdAt}, ${invitation.expiresAt})`.execute(
    tx,
  );
}

export async function findInvitation(tx: Tx, invitationId: string): Promise<KeptInvitation | undefined> {
  const { rows } =
    await sql<KeptInvitation>`select ${columns} from invitations where invitation_id = ${invitationId}`.execute(tx);
  return rows[0];
}

/** The one of a link, while it is good; nobody else can use it meanwhile. */
export async function lockOpenInvitation(tx: Tx, tokenHash: Buffer, now: Date): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`
    select ${columns} from invitations
     where token_hash = ${tokenHash} and accepted_at is null and cancelled_at is null and expires_at > ${now}
       for update`.execute(tx);
  return rows[0];
}

export async function listOpenInvitations(tx: Tx, companyId: string | null, now: Date): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`
    select ${columns} from invitations
     where company_id is not distinct from ${companyId}::uuid and accepted_at is null and cancelled_at is null
       and expires_at > ${now}
     order by created_at desc, invitation_id limit ${mostOpenInvitations}`.execute(tx);
  return rows;
}

export async function markAccepted(
  tx: Tx,
  accepted: { readonly invitationId: string; readonly accountId: string; readonly now: Date },
): Promise<void> {
  await sql`
    update invitations set accepted_at = ${accepted.now}, email = null, account_id = ${accepted.accountId}
     where invitation_id = ${accepted.invitationId}`.execute(tx);
}

export async function markCancelled(tx: Tx, invitationId: string, now: Date): Promise<void> {
  await sql`
    update invitations set cancelled_at = ${now}, email = null
     where invitation_id = ${invitationId} and accepted_at is null and cancelled_at is null`.execute(tx);
}

/** Those that ran out long enough ago. Where an earlier release kept the address of one that was over, it goes now. */
export async function forgetInvitations(tx: Tx, before: Date): Promise<number> {
  await sql`
    update invitations set email = null where invitation_id in (
      select invitation_id from invitations
       where email is not null and (accepted_at is not null or cancelled_at is not null) limit 500)`.execute(tx);
  const { numAffectedRows } = await sql`
    delete from invitations where invitation_id in (
      select invitation_id from invitations where expires_at < ${before} order by expires_at limit 500)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
