import type { listRoles, OutputOf, putRole, removeRole, StaffRole } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { asService, recordAct, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';
import { lockStaffOf, refuseOthers, requireHeld, type Giver } from '../staff/giver.ts';
import { keepingAnAdmin } from '../staff/last-admin.ts';
import { isOf } from '../staff/read-staff.ts';
import { markRaised } from '../staff/staff-queries.ts';
import { roleChanged } from '../telemetry.ts';
import { wholeCompany } from './effective-permissions.ts';
import {
  countRoles,
  deleteRole,
  listPeopleWithRole,
  listRoleRows,
  listRolesById,
  lockRole,
  mostRoles,
  writeRole,
  type RoleRow,
} from './role-queries.ts';

export async function listRolesOf(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof listRoles>,
): Promise<OutputOf<typeof listRoles>> {
  const companyId = query.companyId ?? null;
  refuseOthers(actor, companyId);
  return { roles: await transaction(ctx.db, asService, async (tx) => await listRoleRows(tx, companyId)) };
}

/** Everything that comes into the role, or leaves it, has to be the giver's own for the whole company. */
export async function writeRoleOf(ctx: Ctx, request: RequestOf<typeof putRole>): Promise<StaffRole> {
  const { actor, params, body } = request;
  const wanted = {
    roleId: params.roleId,
    companyId: body.companyId,
    name: body.name.trim(),
    permissions: body.permissions.toSorted(),
  };
  return await transaction(ctx.db, asService, async (tx) => {
    const giver = await lockStaffOf(tx, actor, body.companyId);
    const present = await lockRole(tx, params.roleId);
    if (present !== undefined && present.companyId !== body.companyId) throw noSuchRole();
    if (present?.isFixed === true) throw fixed();
    if (present === undefined && (await countRoles(tx, body.companyId)) >= mostRoles)
      throw new DomainError('TOO_MANY_ROLES', `A company has ${mostRoles} roles at the most.`);
    const before = present?.permissions ?? [];
    const added = wanted.permissions.filter((permission) => !before.includes(permission));
    const removed = before.filter((permission) => !wanted.permissions.some((each) => each === permission));
    requireHeld(giver, [...added, ...removed], wholeCompany);
    await keepingAnAdmin(tx, body.companyId, async () => await write(tx, wanted));
    if (added.length + removed.length > 0) await tellPeople(ctx, tx, { role: wanted, giver, grew: added.length > 0 });
    await recordAct(tx, request, {
      company: body.companyId,
      thing: { kind: 'role', id: params.roleId },
      before: present === undefined ? null : { roleName: present.name, permissions: before },
      after: { roleName: wanted.name, permissions: wanted.permissions },
    });
    roleChanged(ctx.log, { roleId: params.roleId, companyId: body.companyId, by: actor.subjectId });
    return await getRole(tx, wanted);
  });
}

export async function removeRoleOf(ctx: Ctx, request: RequestOf<typeof removeRole>): Promise<undefined> {
  const { actor, params } = request;
  await transaction(ctx.db, asService, async (tx) => {
    const [found] = await listRolesById(tx, [params.roleId]);
    if (found === undefined) return;
    if (!isOf(actor, found.companyId)) throw noSuchRole();
    const giver = await lockStaffOf(tx, actor, found.companyId);
    requireHeld(giver, [], wholeCompany);
    if (found.isFixed) throw fixed();
    if ((await listPeopleWithRole(tx, params.roleId)).length > 0)
      throw new DomainError('ROLE_IN_USE', 'Somebody has this role. Give them another one first.');
    await deleteRole(tx, params.roleId);
    await recordAct(tx, request, {
      company: found.companyId,
      thing: { kind: 'role', id: params.roleId },
      before: { roleName: found.name, permissions: found.permissions },
      after: null,
    });
    roleChanged(ctx.log, { roleId: params.roleId, companyId: found.companyId, by: actor.subjectId });
  });
}

async function write(tx: Tx, role: Omit<RoleRow, 'isFixed'>): Promise<void> {
  if (await writeRole(tx, role)) return;
  throw new DomainError('ROLE_NAME_TAKEN', 'Another role has this name.', { field: '/body/name' });
}

/** Who has the role is asked for a new token, and confirms nothing of others for a day where the role grew. */
async function tellPeople(
  ctx: Ctx,
  tx: Tx,
  change: { readonly role: Pick<RoleRow, 'roleId'>; readonly giver: Giver; readonly grew: boolean },
): Promise<void> {
  const people = await listPeopleWithRole(tx, change.role.roleId);
  if (people.length === 0) return;
  if (change.grew && change.giver.isColleague) await markRaised(tx, people, ctx.clock.now());
  await revoke(ctx, tx, { kind: 'account', ids: people });
}

async function getRole(tx: Tx, { roleId, companyId }: Pick<RoleRow, 'roleId' | 'companyId'>): Promise<StaffRole> {
  const role = (await listRoleRows(tx, companyId)).find((each) => each.roleId === roleId);
  assert(role !== undefined, 'the role was written in this transaction');
  return role;
}

function noSuchRole(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such role of yours.');
}

function fixed(): DomainError {
  return new DomainError('ROLE_FIXED', 'This role comes with the product. Make one of your own with what you need.');
}
