import {
  acceptInvitation,
  cancelInvitation,
  deactivateStaff,
  getStaffPerson,
  inviteStaff,
  listBranches,
  listInvitations,
  listRoles,
  listStaff,
  listTenants,
  onboardCompany,
  putBranch,
  putRole,
  reactivateStaff,
  readInvitation,
  removeBranch,
  removeRole,
  resetSecondFactors,
  setPowers,
  setTenantStatus,
} from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { listRolesOf, removeRoleOf, writeRoleOf } from './roles/change-roles.ts';
import { accept, readInvitationOf } from './staff/accept-invitation.ts';
import { deactivate, reactivate } from './staff/deactivate.ts';
import { cancelInvitationOf, inviteStaffTo, listInvitationsOf } from './staff/invite.ts';
import { listStaffOf, readStaffPerson } from './staff/read-staff.ts';
import { resetFactorsOf } from './staff/reset-second-factors.ts';
import { setPowersOf } from './staff/set-powers.ts';
import { listBranchesOf, removeBranchOf, writeBranchOf } from './tenants/branches.ts';
import { onboard } from './tenants/onboard.ts';
import { listTenantsOf, setStatusOf } from './tenants/tenant-status.ts';

/** Who works for whom, and what they may do. */
export function staffRoutes(ctx: Ctx): Route[] {
  return [
    route(listRoles, (request) => listRolesOf(ctx, request)),
    route(putRole, (request) => writeRoleOf(ctx, request)),
    route(removeRole, (request) => removeRoleOf(ctx, request)),
    route(listStaff, (request) => listStaffOf(ctx, request)),
    route(getStaffPerson, (request) => readStaffPerson(ctx, request)),
    route(setPowers, (request) => setPowersOf(ctx, request)),
    route(deactivateStaff, (request) => deactivate(ctx, request)),
    route(reactivateStaff, (request) => reactivate(ctx, request)),
    route(resetSecondFactors, (request) => resetFactorsOf(ctx, request)),
    route(inviteStaff, (request) => inviteStaffTo(ctx, request)),
    route(listInvitations, (request) => listInvitationsOf(ctx, request)),
    route(cancelInvitation, (request) => cancelInvitationOf(ctx, request)),
    route(readInvitation, (request) => readInvitationOf(ctx, request)),
    route(acceptInvitation, (request) => accept(ctx, request)),
    route(onboardCompany, (request) => onboard(ctx, request)),
    route(listTenants, (request) => listTenantsOf(ctx, request)),
    route(setTenantStatus, (request) => setStatusOf(ctx, request)),
    route(listBranches, (request) => listBranchesOf(ctx, request)),
    route(putBranch, (request) => writeBranchOf(ctx, request)),
    route(removeBranch, (request) => removeBranchOf(ctx, request)),
  ];
}
