import Type, { type Static } from 'typebox';
import { Id } from '../fields.ts';
import { operation, serviceNames } from '../operation.ts';

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

export const roleOperations = { getPermissionSet, getMyPermissions };
