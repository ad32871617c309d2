import { createHash, randomBytes } from 'node:crypto';
import {
  secretMessageDue,
  type cancelInvitation,
  type Invitation,
  type inviteStaff,
  type listInvitations,
  type OutputOf,
  type Power,
} from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { asService, publish, recordAct, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import { findAccountByIdentifier } from '../accounts/account-queries.ts';
import type { Ctx } from '../context.ts';
import { staffInvited } from '../telemetry.ts';
import { findTenant } from '../tenants/tenant-queries.ts';
import { keyOf, resolvePowers } from './check-powers.ts';
import { giverHolds, lockStaffOf, refuseOthers, requireHeld, requireHeldAll } from './giver.ts';
import {
  findInvitation,
  insertInvitation,
  listOpenInvitations,
  markCancelled,
  mostOpenInvitations,
  type InvitationRow,
  type KeptInvitation,
} from './invitation-queries.ts';
import { isOf } from './read-staff.ts';

/** Long enough for somebody who reads mail once a week. */
const lifeDays = 7;

/** A link that nobody guesses, and its message as only notification can read it. Made outside the transaction: it asks notification for its key. */
export type NewInvitation = {
  readonly invitationId: string;
  readonly email: string;
  readonly tokenHash: Buffer;
  readonly sealed: string;
  readonly expiresAt: Date;
};

export async function newInvitation(
  ctx: Ctx,
  wanted: { readonly invitationId?: string; readonly email: string; readonly companyName: string | null },
): Promise<NewInvitation> {
  const token = randomBytes(32).toString('base64url');
  const link = `${ctx.config.PUBLIC_URL}/invitation/${token}`;
  return {
    invitationId: wanted.invitationId ?? newId(),
    email: wanted.email.toLowerCase(),
    tokenHash: hashOfInvitation(token),
    sealed: await ctx.sealSecret({ link, company: wanted.companyName ?? 'Safiri' }),
    expiresAt: new Date(ctx.clock.now().getTime() + lifeDays * 86_400_000),
  };
}

export function hashOfInvitation(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Keeps the invitation, and has its message sent. */
export async function invite(
  ctx: Ctx,
  tx: Tx,
  invitation: NewInvitation & {
    readonly companyId: string | null;
    readonly powers: readonly Power[];
    readonly invitedBy: string | null;
    readonly locale: string;
  },
): Promise<void> {
  const { invitationId, email, sealed, locale, expiresAt } = invitation;
  await insertInvitation(tx, { ...invitation, createdAt: ctx.clock.now() });
  const payload = {
    messageId: invitationId,
    channel: 'email',
    recipient: email,
    locale,
    template: 'staff-invitation',
    sealed,
    until: expiresAt.toISOString(),
  } as const;
  await publish(tx, secretMessageDue, { aggregateId: invitationId, version: 1, payload });
  staffInvited(ctx.log, { invitationId, by: invitation.invitedBy });
}

/** An invitation gives no more than a change of powers might, by the same giver. */
export async function inviteStaffTo(ctx: Ctx, request: RequestOf<typeof inviteStaff>): Promise<Invitation> {
  const { actor, body } = request;
  const { invitationId, companyId, powers } = body;
  refuseOthers(actor, companyId);
  const companyName = companyId === null ? null : await nameOf(ctx, companyId);
  const invitation = await newInvitation(ctx, { invitationId, email: body.email, companyName });
  return await transaction(ctx.db, asService, async (tx) => {
    const giver = await lockStaffOf(tx, actor, companyId);
    const resolved = await resolvePowers(tx, { companyId, powers, stations: giver.stations });
    if (resolved.length === 0)
      throw new DomainError('POWER_INVALID', 'Give the person a role at least.', { field: '/body/powers' });
    requireHeldAll(giver, resolved);
    const present = await findInvitation(tx, invitationId);
    if (present !== undefined) return answerAgain(present, invitation.email, companyId);
    if ((await listOpenInvitations(tx, companyId, ctx.clock.now())).length >= mostOpenInvitations)
      throw new DomainError('TOO_MANY_INVITATIONS', 'Many invitations are open already. Take some back first.', {
        retryAfter: 3_600,
      });
    const known = await findAccountByIdentifier(tx, { kind: 'email', value: invitation.email });
    await invite(ctx, tx, {
      ...invitation,
      companyId,
      powers,
      invitedBy: actor.subjectId,
      // Their own where they have an account, else that of whoever invites them.
      locale: known?.locale ?? body.locale ?? 'en',
    });
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'invitation', id: invitationId },
      before: null,
      after: { powers: powers.map(keyOf) },
    });
    return asTold({ ...invitation, companyId, powers, invitedBy: actor.subjectId, createdAt: ctx.clock.now() });
  });
}

export async function listInvitationsOf(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof listInvitations>,
): Promise<OutputOf<typeof listInvitations>> {
  const companyId = query.companyId ?? null;
  refuseOthers(actor, companyId);
  return await transaction(ctx.db, asService, async (tx) => {
    const giver = await lockStaffOf(tx, actor, companyId);
    const open = await listOpenInvitations(tx, companyId, ctx.clock.now());
    const seen = open.filter(({ powers }) => powers.some((power) => giverHolds(giver, 'staff:write', power)));
    return { invitations: seen.map(asTold) };
  });
}

export async function cancelInvitationOf(ctx: Ctx, request: RequestOf<typeof cancelInvitation>): Promise<undefined> {
  const { actor, params } = request;
  await transaction(ctx.db, asService, async (tx) => {
    const found = await findInvitation(tx, params.invitationId);
    if (found === undefined || !isOf(actor, found.companyId))
      throw new DomainError('NOT_FOUND', 'There is no such invitation of yours.');
    const giver = await lockStaffOf(tx, actor, found.companyId);
    for (const power of found.powers) requireHeld(giver, [], power);
    await markCancelled(tx, params.invitationId, ctx.clock.now());
    await recordAct(tx, request, {
      company: found.companyId,
      thing: { kind: 'invitation', id: params.invitationId },
      before: { powers: found.powers.map(keyOf) },
      after: null,
    });
  });
}

async function nameOf(ctx: Ctx, companyId: string): Promise<string | null> {
  const tenant = await transaction(ctx.db, asService, async (tx) => await findTenant(tx, companyId));
  return tenant?.name ?? null;
}

function answerAgain(present: KeptInvitation, email: string, companyId: string | null): Invitation {
  if (present.email !== email || present.companyId !== companyId)
    throw new DomainError('INVITATION_EXISTS', 'This invitation is over, or another person’s.', {
      field: '/body/invitationId',
    });
  return asTold({ ...present, email });
}

function asTold({ invitationId, companyId, email, powers, createdAt, expiresAt }: InvitationRow): Invitation {
  return {
    invitationId,
    companyId,
    email,
    powers: [...powers],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
