import Type, { type Static } from 'typebox';
import { event } from '../event.ts';
import { Currency, Email, Id, Instant, Locale, Name, PersonName, TimeZone } from '../fields.ts';
import { operation } from '../operation.ts';
import { sealingRefusals } from '../sealing.ts';
import { Password, passwordRefusals } from './auth.ts';
import { Powers } from './roles.ts';

const Version = Type.Integer({ minimum: 1 });
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** Active: all as usual. Suspended: its staff may look and change nothing, and nothing more is sold. Closed: nobody of it signs in. */
export const TenantStatus = Type.Enum(['active', 'suspended', 'closed']);
export type TenantStatus = Static<typeof TenantStatus>;

/** A company as the platform knows it. */
export const Tenant = Type.Object({
  companyId: Id,
  /** Null for a company of a feed that did not tell its name yet. */
  name: nullable(Type.String()),
  status: TenantStatus,
  /** Why it is suspended or closed. */
  because: nullable(Type.String()),
  people: Type.Integer(),
});
export type Tenant = Static<typeof Tenant>;

const platformOnly = { kind: 'staff', permission: 'tenant:write' } as const;
const StationIds = Type.Array(Id, { maxItems: 200, uniqueItems: true });
const BranchName = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

export const Branch = Type.Object({ branchId: Id, companyId: Id, name: BranchName, stationIds: StationIds });
export type Branch = Static<typeof Branch>;

export const onboardCompany = operation({
  id: 'onboardCompany',
  service: 'auth',
  method: 'POST',
  path: '/tenants',
  summary:
    'Take a company onto the platform: the roles that every company has, a first branch, and an invitation of its admin',
  who: platformOnly,
  sensitive: true,
  body: Type.Object({
    /** Made by whoever asks: asking again for the same company is answered the same. */
    companyId: Id,
    name: Name,
    timeZone: TimeZone,
    currency: Currency,
    phone: Type.Optional(Type.String({ maxLength: 40 })),
    email: Type.Optional(Email),
    adminEmail: Email,
    locale: Type.Optional(Locale),
    branch: Type.Object({ branchId: Id, name: BranchName, stationIds: StationIds }),
  }),
  success: { status: 201, body: Tenant },
  refusals: { COMPANY_EXISTS: 409, TIME_ZONE_UNKNOWN: 422 },
});

export const listTenants = operation({
  id: 'listTenants',
  service: 'auth',
  method: 'GET',
  path: '/tenants',
  summary: 'Companies on the platform by id, with how they stand',
  who: platformOnly,
  query: Type.Object({ after: Type.Optional(Id) }),
  success: {
    status: 200,
    body: Type.Object({ tenants: Type.Array(Tenant, { maxItems: 100 }), more: Type.Boolean() }),
  },
  refusals: {},
});

export const setTenantStatus = operation({
  id: 'setTenantStatus',
  service: 'auth',
  method: 'PUT',
  path: '/tenants/:companyId/status',
  summary: 'Suspend a company, resume it, or close it for good; the same again changes nothing',
  who: platformOnly,
  sensitive: true,
  params: Type.Object({ companyId: Id }),
  body: Type.Object({ status: TenantStatus, because: Type.String({ minLength: 3, maxLength: 300 }) }),
  success: { status: 200, body: Tenant },
  /** Before it is closed a company is suspended, and its trips have run or are cancelled. */
  refusals: { TENANT_CLOSED: 409, TENANT_NOT_SUSPENDED: 409, TENANT_HAS_TRIPS: 409 },
});

export const listBranches = operation({
  id: 'listBranches',
  service: 'auth',
  method: 'GET',
  path: '/branches',
  summary: 'Branches of a company by name, each with its stations',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  query: Type.Object({ companyId: Id }),
  success: { status: 200, body: Type.Object({ branches: Type.Array(Branch, { maxItems: 200 }) }) },
  refusals: {},
});

export const putBranch = operation({
  id: 'putBranch',
  service: 'auth',
  method: 'PUT',
  path: '/branches/:branchId',
  summary: 'Make or change a branch of a company: its name and its stations',
  who: { kind: 'staff', permission: 'staff:write' },
  sensitive: true,
  params: Type.Object({ branchId: Id }),
  body: Type.Object({ companyId: Id, name: BranchName, stationIds: StationIds }),
  success: { status: 200, body: Branch },
  refusals: { MORE_THAN_OWN: 403, BRANCH_NAME_TAKEN: 409, STATION_TAKEN: 409, TOO_MANY_BRANCHES: 409 },
});

export const removeBranch = operation({
  id: 'removeBranch',
  service: 'auth',
  method: 'DELETE',
  path: '/branches/:branchId',
  summary: 'Remove a branch that nobody has powers at; twice is once',
  who: { kind: 'staff', permission: 'staff:write' },
  sensitive: true,
  params: Type.Object({ branchId: Id }),
  success: { status: 204 },
  refusals: { MORE_THAN_OWN: 403, BRANCH_IN_USE: 409 },
});

export const Invitation = Type.Object({
  invitationId: Id,
  companyId: nullable(Id),
  email: Type.String(),
  powers: Powers,
  createdAt: Instant,
  expiresAt: Instant,
});
export type Invitation = Static<typeof Invitation>;

export const inviteStaff = operation({
  id: 'inviteStaff',
  service: 'auth',
  method: 'POST',
  path: '/invitations',
  summary: 'Invite a person to the staff of a company, or of the platform, by a link that is good once, for seven days',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  sensitive: true,
  body: Type.Object({
    /** Made by whoever invites: the same again sends no second message. */
    invitationId: Id,
    companyId: nullable(Id),
    email: Email,
    locale: Type.Optional(Locale),
    powers: Powers,
  }),
  success: { status: 201, body: Invitation },
  refusals: { MORE_THAN_OWN: 403, POWER_INVALID: 422, TOO_MANY_INVITATIONS: 429, INVITATION_EXISTS: 409 },
});

export const listInvitations = operation({
  id: 'listInvitations',
  service: 'auth',
  method: 'GET',
  path: '/invitations',
  summary: 'Invitations of a company, or of the platform where none is named, that are still open, newest first',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  query: Type.Object({ companyId: Type.Optional(Id) }),
  success: { status: 200, body: Type.Object({ invitations: Type.Array(Invitation, { maxItems: 100 }) }) },
  refusals: {},
});

export const cancelInvitation = operation({
  id: 'cancelInvitation',
  service: 'auth',
  method: 'DELETE',
  path: '/invitations/:invitationId',
  summary: 'Take an invitation back; twice is once, and one that was accepted stays',
  who: { kind: 'staff', permission: 'staff:write', scoped: true },
  sensitive: true,
  params: Type.Object({ invitationId: Id }),
  success: { status: 204 },
  refusals: { MORE_THAN_OWN: 403 },
});

/** 32 random bytes in base64url. */
const InvitationToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });

export const readInvitation = operation({
  id: 'readInvitation',
  service: 'auth',
  method: 'POST',
  path: '/invitations/reading',
  summary: 'What the holder of a link is invited to',
  who: { kind: 'anyone' },
  body: Type.Object({ token: InvitationToken }),
  success: {
    status: 200,
    body: Type.Object({ companyName: nullable(Type.String()), email: Type.String(), expiresAt: Instant }),
  },
  refusals: { INVITATION_OVER: 410 },
});

export const acceptInvitation = operation({
  id: 'acceptInvitation',
  service: 'auth',
  method: 'POST',
  path: '/invitations/acceptance',
  summary: 'Accept an invitation, with a name and a password; the account can then sign in',
  who: { kind: 'anyone' },
  body: Type.Object({
    token: InvitationToken,
    name: PersonName,
    password: Password,
    locale: Type.Optional(Locale),
  }),
  sealed: 'allowed',
  success: { status: 201, body: Type.Object({ accountId: Id, email: Type.String() }) },
  refusals: {
    ...sealingRefusals,
    INVITATION_OVER: 410,
    ...passwordRefusals,
    ALREADY_STAFF: 409,
  },
});

/** A company came onto the platform; the service company makes its public row of this. */
export const companyOnboarded = event({
  type: 'company-onboarded',
  source: 'auth',
  payload: Type.Object({
    companyId: Id,
    version: Version,
    name: Name,
    timeZone: TimeZone,
    currency: Currency,
    phone: nullable(Type.String()),
    email: nullable(Type.String()),
  }),
});

export const companyStatusChanged = event({
  type: 'company-status-changed',
  source: 'auth',
  payload: Type.Object({ companyId: Id, version: Version, status: TenantStatus }),
});

export const tenantOperations = {
  onboardCompany,
  listTenants,
  setTenantStatus,
  listBranches,
  putBranch,
  removeBranch,
  inviteStaff,
  listInvitations,
  cancelInvitation,
  readInvitation,
  acceptInvitation,
};
export const tenantEvents = { companyOnboarded, companyStatusChanged };
