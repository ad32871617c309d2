import { sql } from 'kysely';
import type { acceptInvitation, OutputOf, readInvitation } from '@safiri/contracts';
import { DomainError, isDomainError, newId } from '@safiri/kernel';
import { asService, recordAct, transaction, type Job, type RequestOf, type Tx } from '@safiri/runtime';
import { findAccountByIdentifier, insertAccount, markVerified, setPassword } from '../accounts/account-queries.ts';
import { tellHolder } from '../accounts/tell-holder.ts';
import { dropChallengesOf } from '../challenges/challenge-queries.ts';
import type { Ctx } from '../context.ts';
import { effectivePermissions, type GivenPower } from '../roles/effective-permissions.ts';
import { hashPassword } from '../passwords/password-hashing.ts';
import { checkNewPassword } from '../passwords/password-rules.ts';
import { findTenant, lockTenant } from '../tenants/tenant-queries.ts';
import { invitationAccepted } from '../telemetry.ts';
import { keyOf, resolvePowers } from './check-powers.ts';
import { endWork } from './deactivate.ts';
import { bindToCompany } from './employ.ts';
import { requireHeldAll } from './giver.ts';
import { hashOfInvitation } from './invite.ts';
import { forgetInvitations, lockOpenInvitation, markAccepted, type InvitationRow } from './invitation-queries.ts';
import { insertPowers, listPowers, listStations } from './power-queries.ts';
import { findStaff, insertStaff } from './staff-queries.ts';

export async function readInvitationOf(
  ctx: Ctx,
  { body }: RequestOf<typeof readInvitation>,
): Promise<OutputOf<typeof readInvitation>> {
  return await transaction(ctx.db, asService, async (tx) => {
    const found = await lockOpenInvitation(tx, hashOfInvitation(body.token), ctx.clock.now());
    if (found === undefined) throw over();
    const tenant = found.companyId === null ? undefined : await findTenant(tx, found.companyId);
    return { companyName: tenant?.name ?? null, email: found.email, expiresAt: found.expiresAt.toISOString() };
  });
}

/**
 * Who has the link reads the mailbox, so the account of that address is theirs: a passenger's becomes one of staff, with the
 * new password and signed out elsewhere. It gives what the inviter may still give at this moment.
 */
export async function accept(
  ctx: Ctx,
  request: RequestOf<typeof acceptInvitation>,
): Promise<OutputOf<typeof acceptInvitation>> {
  const { body } = request;
  // Before anything is hashed: whoever tries links keeps nobody else waiting.
  const { email: owner } = await requireOpen(ctx, body.token);
  checkNewPassword(body.password, { name: body.name, email: owner });
  const passwordHash = await hashPassword(ctx, body.password);
  return await transaction(ctx.db, asService, async (tx) => {
    const invitation = await lockOpenInvitation(tx, hashOfInvitation(body.token), ctx.clock.now());
    if (invitation === undefined) throw over();
    const powers = await powersStillGiven(tx, invitation);
    const person = { name: body.name.trim(), locale: body.locale, passwordHash };
    const accountId = await writeAccount(ctx, tx, { invitation, ...person });
    const now = ctx.clock.now();
    const { companyId, invitedBy, email } = invitation;
    const isByColleague = invitedBy !== null && (await findStaff(tx, invitedBy))?.companyId === companyId;
    if (!(await insertStaff(tx, { accountId, companyId }, { joinedAt: now, raisedAt: isByColleague ? now : null })))
      throw new DomainError('ALREADY_STAFF', 'Somebody of this address is on a staff already.');
    await bindToCompany(tx, accountId, companyId);
    await insertPowers(tx, { accountId, companyId }, { powers, by: invitedBy, at: now });
    await markAccepted(tx, { invitationId: invitation.invitationId, accountId, now });
    await endWork(ctx, tx, [accountId]);
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'staff', id: accountId },
      before: null,
      after: { invitationId: invitation.invitationId, powers: powers.map(keyOf) },
    });
    invitationAccepted(ctx.log, { invitationId: invitation.invitationId, accountId });
    return { accountId, email };
  });
}

async function requireOpen(ctx: Ctx, token: string): Promise<InvitationRow> {
  const found = await transaction(
    ctx.db,
    asService,
    async (tx) => await lockOpenInvitation(tx, hashOfInvitation(token), ctx.clock.now()),
  );
  if (found === undefined) throw over();
  return found;
}

/** Over, too, when the inviter has lost what the invitation gives, a role or branch of it is gone, or the company is not active. */
async function powersStillGiven(tx: Tx, invitation: InvitationRow): Promise<GivenPower[]> {
  const { companyId, invitedBy } = invitation;
  const tenant = await lockTenant(tx, companyId);
  if (tenant?.status !== 'active') throw over();
  const stations = await listStations(tx, companyId);
  try {
    const powers = await resolvePowers(tx, { companyId, powers: invitation.powers, stations });
    if (invitedBy === null) return powers;
    const inviter = await findStaff(tx, invitedBy);
    const own = (await listPowers(tx, [invitedBy])).get(invitedBy) ?? [];
    const effective = inviter === undefined || inviter.deactivated ? [] : effectivePermissions(own, stations);
    const held = new Map(effective.map((each) => [each.permission, each]));
    requireHeldAll({ accountId: invitedBy, isColleague: inviter?.companyId === companyId, held, stations }, powers);
    return powers;
  } catch (error) {
    if (isDomainError(error)) throw over();
    throw error;
  }
}

async function writeAccount(
  ctx: Ctx,
  tx: Tx,
  person: {
    readonly invitation: InvitationRow;
    readonly name: string;
    readonly locale: string | undefined;
    readonly passwordHash: string;
  },
): Promise<string> {
  const { invitation, name, locale, passwordHash } = person;
  const { email } = invitation;
  const made = {
    accountId: newId(),
    name,
    email,
    phone: null,
    locale: locale ?? 'en',
    companyId: null,
    platform: false,
  };
  const [identifier, now] = [{ kind: 'email', value: email } as const, ctx.clock.now()];
  if (await insertAccount(tx, made, passwordHash)) {
    await markVerified(tx, { accountId: made.accountId, identifier, now });
    return made.accountId;
  }
  const present = await findAccountByIdentifier(tx, identifier);
  if (present === undefined) throw over();
  const { accountId } = present;
  await sql`update accounts set name = ${name}, locale = coalesce(${locale ?? null}, locale) where account_id = ${accountId}`.execute(
    tx,
  );
  await setPassword(tx, { accountId, passwordHash, now });
  await dropChallengesOf(tx, accountId, now);
  await markVerified(tx, { accountId, identifier, now });
  await tellHolder(ctx, tx, { accountId, what: 'password-reset' });
  return accountId;
}

function over(): DomainError {
  return new DomainError(
    'INVITATION_OVER',
    'This invitation was used, taken back or has run out. Ask for another one.',
  );
}

/** A day for whoever repeats a request; nobody is told anything of an invitation that ran out. */
export function invitationCleaning(ctx: Ctx): Job {
  return {
    name: 'invitation-cleaning',
    everySeconds: 3_600,
    run: async () => {
      const before = new Date(ctx.clock.now().getTime() - 86_400_000);
      return (await transaction(ctx.db, asService, async (tx) => await forgetInvitations(tx, before))) === 500;
    },
  };
}
