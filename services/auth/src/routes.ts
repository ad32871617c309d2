import {
  changeDevice,
  addIdentifier,
  addPasskey,
  answerChallenge,
  answerProof,
  changePassword,
  confirmIdentifier,
  confirmTotp,
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
  getMySecurity,
  listMySessions,
  listPinHolders,
  listRevocations,
  makeRecoveryCodes,
  pairDevice,
  refreshSession,
  registerAccount,
  removePasskey,
  removeTotp,
  requestCode,
  resetPassword,
  revokeDevice,
  sendCode,
  setMyLanguage,
  setMyPin,
  signIn,
  signInWithPin,
  signOut,
  startPasskey,
  startPasskeySignIn,
  startProof,
  startTotp,
} from '@safiri/contracts';
import { route, sealingKeysRoute, type Route } from '@safiri/runtime';
import { createStaffAccount } from './accounts/create-staff-account.ts';
import { getOwnAccount } from './accounts/get-own-account.ts';
import { requestIdentifierCode, takeIdentifier } from './accounts/own-identifiers.ts';
import { setOwnLanguage } from './accounts/set-own-language.ts';
import { sendCodeAgain } from './challenges/send-code.ts';
import type { Ctx } from './context.ts';
import { createCode } from './devices/create-pairing-code.ts';
import { changeCompanyDevice, listCompanyDevices, revokeCompanyDevice } from './devices/manage-devices.ts';
import { pair } from './devices/pair-device.ts';
import { getPresentDevice } from './devices/present-device.ts';
import { giveFirst, listHolders, setOwnPin } from './pins/set-pins.ts';
import { signInOnDevice } from './pins/sign-in-with-pin.ts';
import { beginPasskey, keepPasskey, removeOwnPasskey, removeOwnTotp } from './factors/own-factors.ts';
import { getOwnSecurity } from './factors/read-security.ts';
import { remakeRecoveryCodes } from './factors/recovery-codes.ts';
import { keepTotp, offerTotp } from './factors/totp.ts';
import { listJwks } from './keys/list-jwks.ts';
import { changeOwnPassword } from './passwords/change-password.ts';
import { setForgottenPassword } from './passwords/reset-password.ts';
import { beginProof, proveAgain } from './proofs/prove-again.ts';
import { listRevocationsSince } from './revocations/list-revocations.ts';
import { listOwnPermissions } from './roles/own-permissions.ts';
import { readPermissionSet } from './roles/permission-sets.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { beginAsGuest } from './sessions/begin-as-guest.ts';
import { endOtherSessions, endOwnSession, listOwnSessions, endSessionOfToken } from './sessions/end-own-sessions.ts';
import { refresh } from './sessions/refresh.ts';
import { supportRoutes } from './support/routes.ts';
import { staffRoutes } from './staff-routes.ts';
import { answerSignIn } from './sign-in/answer-challenge.ts';
import { register } from './sign-in/register.ts';
import { beginPasskeySignIn, requestSignInCode } from './sign-in/request-code.ts';
import { signInWithPassword } from './sign-in/sign-in-with-password.ts';

export function routes(ctx: Ctx): Route[] {
  return [
    route(signIn, (request) => signInWithPassword(ctx, request)),
    route(requestCode, (request) => requestSignInCode(ctx, request)),
    route(sendCode, (request) => sendCodeAgain(ctx, request)),
    route(startPasskeySignIn, (request) => beginPasskeySignIn(ctx, request)),
    route(answerChallenge, (request) => answerSignIn(ctx, request)),
    route(registerAccount, (request) => register(ctx, request)),
    route(resetPassword, (request) => setForgottenPassword(ctx, request)),
    route(createGuest, (request) => beginAsGuest(ctx, request)),
    route(refreshSession, (request) => refresh(ctx, request)),
    route(signOut, (request) => endSessionOfToken(ctx, request)),
    route(listMySessions, (request) => listOwnSessions(ctx, request)),
    route(endMySession, (request) => endOwnSession(ctx, request)),
    route(endMyOtherSessions, (request) => endOtherSessions(ctx, request)),
    route(listRevocations, ({ query }) => listRevocationsSince(ctx, query.since)),
    route(getMyAccount, (request) => getOwnAccount(ctx, request)),
    route(setMyLanguage, (request) => setOwnLanguage(ctx, request)),
    route(getPermissionSet, (request) => readPermissionSet(ctx, request)),
    route(getMyPermissions, listOwnPermissions),
    ...staffRoutes(ctx),
    route(getMySecurity, (request) => getOwnSecurity(ctx, request)),
    route(startProof, (request) => beginProof(ctx, request)),
    route(answerProof, (request) => proveAgain(ctx, request)),
    route(changePassword, (request) => changeOwnPassword(ctx, request)),
    route(addIdentifier, (request) => requestIdentifierCode(ctx, request)),
    route(confirmIdentifier, (request) => takeIdentifier(ctx, request)),
    route(startTotp, (request) => offerTotp(ctx, request)),
    route(confirmTotp, (request) => keepTotp(ctx, request)),
    route(removeTotp, (request) => removeOwnTotp(ctx, request)),
    route(makeRecoveryCodes, (request) => remakeRecoveryCodes(ctx, request)),
    route(startPasskey, (request) => beginPasskey(ctx, request)),
    route(addPasskey, (request) => keepPasskey(ctx, request)),
    route(removePasskey, (request) => removeOwnPasskey(ctx, request)),
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
