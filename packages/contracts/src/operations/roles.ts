import Type, { type Static } from 'typebox';
import { Id, PersonName } from '../fields.ts';
import { operation, serviceNames } from '../operation.ts';
import { permissions } from '../permissions.ts';

/** Where somebody holds a permission: at the named places, or everywhere but at those. A place is a station or a branch. */
export const HeldPermission = Type.Object({
  /** Any text: a process may meet the permissions of a newer release. */
  permission: Type.String(),
  everywhere: Type.Boolean(),
  places: Type.Array(Id, { maxItems: 1000 }),
});
export type HeldPermission = Static<typeof HeldPermission>;

/** Everything that somebody may do, in one order: sets of equal content have equal hashes, and a hash never means another set. */
export const PermissionSet = Type.Object({ held: Type.Array(HeldPermission, { maxItems: 200 }) });
export type PermissionSet = Static<typeof PermissionSet>;

export const getPermissionSet = operation({
  id: 'getPermissionSet',
  service: 'auth',
  method: 'GET',
  path: '/permission-sets/:hash',
  summary: 'The permissions that access tokens name by their hash',
  who: { kind: 'service', callers: serviceNames },
  params: Type.Object({ hash: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }),
  success: { status: 200, body: PermissionSet },
  refusals: {},
});

export const getMyPermissions = operation({
  id: 'getMyPermissions',
  service: 'auth',
  method: 'GET',
  path: '/permissions/mine',
  summary: 'What the signed-in account may do, and where, as its token says',
  who: { kind: 'account' },
  success: { status: 200, body: PermissionSet },
  refusals: {},
});

/** Of a company, or of the platform where it is null. */
const OfCompany = Type.Union([Id, Type.Null()]);
const ofCompany = Type.Object({ companyId: Type.Optional(Id) });

const RoleName = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
const PermissionNames = Type.Array(Type.Enum([...permissions]), { maxItems: 200, uniqueItems: true });

/** Named permissions under one name. The name decides nothing. */
export const StaffRole = Type.Object({
  roleId: Id,
  companyId: OfCompany,
  name: RoleName,
  /** One that comes with the product and is not edited; a release may change what it permits. */
  isFixed: Type.Boolean(),
  permissions: Type.Array(Type.String(), { maxItems: 200 }),
  /** How many have it. */
  people: Type.Integer(),
});
export type StaffRole = Static<typeof StaffRole>;

/** Nobody gives, or takes, what they do not hold themselves at the same place. */
const powerRefusals = { MORE_THAN_OWN: 403, LAST_ADMIN: 409 } as const;

export const listRoles = operation({
  id: 'listRoles',
  service: 'auth',
  method: 'GET',
  path: '/roles',
  summary: 'Roles of a company, or of the platform where none is named, by name',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  query: ofCompany,
  success: { status: 200, body: Type.Object({ roles: Type.Array(StaffRole, { maxItems: 200 }) }) },
  refusals: {},
});

export const putRole = operation({
  id: 'putRole',
  service: 'auth',
  method: 'PUT',
  path: '/roles/:roleId',
  summary: 'Make or change a role of a company, or of the platform; who has it may do what it says within seconds',
  who: { kind: 'staff', permission: 'staff:write' },
  sensitive: true,
  params: Type.Object({ roleId: Id }),
  body: Type.Object({ companyId: OfCompany, name: RoleName, permissions: PermissionNames }),
  success: { status: 200, body: StaffRole },
  refusals: { ...powerRefusals, ROLE_FIXED: 409, ROLE_NAME_TAKEN: 409, TOO_MANY_ROLES: 409 },
});

export const removeRole = operation({
  id: 'removeRole',
  service: 'auth',
  method: 'DELETE',
  path: '/roles/:roleId',
  summary: 'Remove a role that nobody has; twice is once',
  who: { kind: 'staff', permission: 'staff:write' },
  sensitive: true,
  params: Type.Object({ roleId: Id }),
  success: { status: 204 },
  refusals: { MORE_THAN_OWN: 403, ROLE_FIXED: 409, ROLE_IN_USE: 409 },
});

/** A role, or one permission granted or denied, for the company as a whole, a branch with its stations, or one station. */
export const Power = Type.Object({
  kind: Type.Enum(['role', 'grant', 'deny']),
  /** Of a role. */
  roleId: Type.Union([Id, Type.Null()]),
  /** Of a grant or a denial. */
  permission: Type.Union([Type.String({ maxLength: 80 }), Type.Null()]),
  scope: Type.Enum(['company', 'branch', 'station']),
  /** The branch or the station. */
  scopeId: Type.Union([Id, Type.Null()]),
});
export type Power = Static<typeof Power>;
export const Powers = Type.Array(Power, { maxItems: 50 });

export const StaffMember = Type.Object({
  accountId: Id,
  companyId: OfCompany,
  name: PersonName,
  email: Type.Union([Type.String(), Type.Null()]),
  deactivated: Type.Boolean(),
  /** Raised by each change of the powers. */
  version: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  powers: Powers,
});
export type StaffMember = Static<typeof StaffMember>;

/** What comes of the powers: also what is denied everywhere, with no place left. */
export const EffectivePermission = Type.Object({
  ...HeldPermission.properties,
  /** Which of the powers speak of it: their places in the list. */
  from: Type.Array(Type.Integer(), { maxItems: 50 }),
});
export type EffectivePermission = Static<typeof EffectivePermission>;

export const StaffPerson = Type.Object({
  ...StaffMember.properties,
  effective: Type.Array(EffectivePermission, { maxItems: 200 }),
});
export type StaffPerson = Static<typeof StaffPerson>;

export const listStaff = operation({
  id: 'listStaff',
  service: 'auth',
  method: 'GET',
  path: '/staff',
  summary: 'Staff of a company, or of the platform where none is named, by id: in the order in which they came',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  query: Type.Object({ ...ofCompany.properties, after: Type.Optional(Id) }),
  success: {
    status: 200,
    body: Type.Object({ people: Type.Array(StaffMember, { maxItems: 100 }), more: Type.Boolean() }),
  },
  refusals: {},
});

export const getStaffPerson = operation({
  id: 'getStaffPerson',
  service: 'auth',
  method: 'GET',
  path: '/staff/:accountId',
  summary: 'A member of staff: what they were given, what comes of it, and where each permission comes from',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  params: Type.Object({ accountId: Id }),
  success: { status: 200, body: StaffPerson },
  refusals: {},
});

export const setPowers = operation({
  id: 'setPowers',
  service: 'auth',
  method: 'PUT',
  path: '/staff/:accountId/powers',
  summary:
    'Give a member of staff these powers in place of the present ones: roles, grants and denials, each with its scope',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  sensitive: true,
  params: Type.Object({ accountId: Id }),
  /** The version whose powers were read. Repeating a change that was made changes nothing. */
  body: Type.Object({ version: StaffMember.properties.version, powers: Powers }),
  success: { status: 200, body: StaffPerson },
  refusals: { ...powerRefusals, OWN_POWERS: 403, STAFF_CHANGED: 409, POWER_INVALID: 422 },
});

export const deactivateStaff = operation({
  id: 'deactivateStaff',
  service: 'auth',
  method: 'POST',
  path: '/staff/:accountId/deactivation',
  summary:
    'End the work of a member of staff: signed out everywhere, and refused until they are taken back; twice is once',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  sensitive: true,
  params: Type.Object({ accountId: Id }),
  success: { status: 200, body: StaffPerson },
  refusals: { ...powerRefusals, OWN_POWERS: 403 },
});

export const reactivateStaff = operation({
  id: 'reactivateStaff',
  service: 'auth',
  method: 'DELETE',
  path: '/staff/:accountId/deactivation',
  summary: 'Take a member of staff back, with the powers they had; twice is once',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  sensitive: true,
  params: Type.Object({ accountId: Id }),
  success: { status: 200, body: StaffPerson },
  refusals: { ...powerRefusals, OWN_POWERS: 403 },
});

export const resetSecondFactors = operation({
  id: 'resetSecondFactors',
  service: 'auth',
  method: 'POST',
  path: '/staff/:accountId/second-factor-reset',
  summary:
    'Take the authenticator app, passkeys and recovery codes of a colleague away who lost them: signed out everywhere, they sign in by password and mailed code, and change nothing before they have a second factor again',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  sensitive: true,
  params: Type.Object({ accountId: Id }),
  success: { status: 200, body: StaffPerson },
  refusals: { MORE_THAN_OWN: 403, OWN_POWERS: 403, NO_SECOND_FACTOR: 409 },
});

export const roleOperations = {
  getPermissionSet,
  getMyPermissions,
  listRoles,
  putRole,
  removeRole,
  listStaff,
  getStaffPerson,
  setPowers,
  deactivateStaff,
  reactivateStaff,
  resetSecondFactors,
};
