import {
  changeDevice,
  createGuest,
  createPairingCode,
  createStaff,
  endMyOtherSessions,
  endMySession,
  getAuthSealingKeys,
  getJwks,
  getMyAccount,
  getMyPermissions,
  getPermissionSet,
  getPairedDevice,
  giveFirstPin,
  listDevices,
  listMySessions,
  listPinHolders,
  listRevocations,
  pairDevice,
  refreshSession,
  registerAccount,
  revokeDevice,
  setMyPin,
  signIn,
  signInWithPin,
  signOut,
} from '@safiri/contracts';
import { route, sealingKeysRoute, type Route } from '@safiri/runtime';
import { createStaffAccount } from './accounts/create-staff-account.ts';
import { getOwnAccount } from './accounts/get-own-account.ts';
import { register } from './accounts/register.ts';
import { signInWithPassword } from './accounts/sign-in-with-password.ts';
import type { Ctx } from './context.ts';
import { createCode } from './devices/create-pairing-code.ts';
import { changeCompanyDevice, listCompanyDevices, revokeCompanyDevice } from './devices/manage-devices.ts';
import { pair } from './devices/pair-device.ts';
import { getPresentDevice } from './devices/present-device.ts';
import { listJwks } from './keys/list-jwks.ts';
import { giveFirst, listHolders, setOwnPin } from './pins/set-pins.ts';
import { signInOnDevice } from './pins/sign-in-with-pin.ts';
import { listRevocationsSince } from './revocations/list-revocations.ts';
import { listOwnPermissions } from './roles/own-permissions.ts';
import { readPermissionSet } from './roles/permission-sets.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { beginAsGuest } from './sessions/begin-as-guest.ts';
import { endOtherSessions, endOwnSession, listOwnSessions, endSessionOfToken } from './sessions/end-own-sessions.ts';
import { refresh } from './sessions/refresh.ts';
import { supportRoutes } from './support/routes.ts';
import { staffRoutes } from './staff-routes.ts';

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
    ...staffRoutes(ctx),
    route(createStaff, (request) => createStaffAccount(ctx, request)),
    route(getJwks, async () => listJwks(ctx)),
    route(createPairingCode, (request) => createCode(ctx, request)),
    route(pairDevice, (request) => pair(ctx, request)),
    route(getPairedDevice, (request) => getPresentDevice(ctx, request)),
    route(listDevices, (request) => listCompanyDevices(ctx, request)),
    route(changeDevice, (request) => changeCompanyDevice(ctx, request)),
    route(revokeDevice, (request) => revokeCompanyDevice(ctx, request)),
    route(signInWithPin, (request) => signInOnDevice(ctx, request)),
    route(setMyPin, (request) => setOwnPin(ctx, request)),
    route(giveFirstPin, (request) => giveFirst(ctx, request)),
    route(listPinHolders, (request) => listHolders(ctx, request)),
    ...supportRoutes(ctx),
    sealingKeysRoute(getAuthSealingKeys, ctx),
    ...privacyRoutes(ctx),
  ];
}
