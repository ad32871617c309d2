import {
  createGuest,
  createStaff,
  endMyOtherSessions,
  endMySession,
  getAuthSealingKeys,
  getJwks,
  getMyAccount,
  getMyPermissions,
  getPermissionSet,
  listMySessions,
  listRevocations,
  refreshSession,
  registerAccount,
  signIn,
  signOut,
} from '@safiri/contracts';
import { route, sealingKeysRoute, type Route } from '@safiri/runtime';
import { createStaffAccount } from './accounts/create-staff-account.ts';
import { getOwnAccount } from './accounts/get-own-account.ts';
import { register } from './accounts/register.ts';
import { signInWithPassword } from './accounts/sign-in-with-password.ts';
import type { Ctx } from './context.ts';
import { listJwks } from './keys/list-jwks.ts';
import { listRevocationsSince } from './revocations/list-revocations.ts';
import { listOwnPermissions } from './roles/own-permissions.ts';
import { readPermissionSet } from './roles/permission-sets.ts';
import { beginAsGuest } from './sessions/begin-as-guest.ts';
import { endOtherSessions, endOwnSession, listOwnSessions, endSessionOfToken } from './sessions/end-own-sessions.ts';
import { refresh } from './sessions/refresh.ts';

export function routes(ctx: Ctx): Route[] {
  return [
    route(registerAccount, (request) => register(ctx, request)),
    route(signIn, (request) => signInWithPassword(ctx, request)),
    route(createGuest, (request) => beginAsGuest(ctx, request)),
    route(refreshSession, (request) => refresh(ctx, request)),
    route(signOut, (request) => endSessionOfToken(ctx, request)),
    route(listMySessions, (request) => listOwnSessions(ctx, request)),
    route(endMySession, (request) => endOwnSession(ctx, request)),
    route(endMyOtherSessions, (request) => endOtherSessions(ctx, request)),
    route(listRevocations, ({ query }) => listRevocationsSince(ctx, query.since)),
    route(getMyAccount, (request) => getOwnAccount(ctx, request)),
    route(getPermissionSet, (request) => readPermissionSet(ctx, request)),
    route(getMyPermissions, listOwnPermissions),
    route(createStaff, (request) => createStaffAccount(ctx, request)),
    route(getJwks, async () => listJwks(ctx)),
    sealingKeysRoute(getAuthSealingKeys, ctx),
  ];
}
