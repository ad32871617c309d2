import Type, { type Static } from 'typebox';
import { Id, Instant, PersonName } from '../fields.ts';
import { operation } from '../operation.ts';
import type { Permission } from '../permissions.ts';
import { sealingRefusals } from '../sealing.ts';
import { Session } from './auth.ts';

/** What a device is for. Nobody can do more with it than that takes, whatever they may do elsewhere. */
export const DevicePurpose = Type.Union([Type.Literal('scanner'), Type.Literal('point-of-sale')]);
export type DevicePurpose = Static<typeof DevicePurpose>;

/** What a PIN opens on a device, of what its person may do at all. */
export const permissionsByPurpose: Readonly<Record<DevicePurpose, readonly Permission[]>> = {
  scanner: ['ticket:scan', 'manifest:read'],
  'point-of-sale': ['ticket:scan', 'manifest:read', 'seat:sell', 'waiting-list:read', 'cash:take', 'cash:pay-out'],
};

const DeviceName = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  description: 'E.g. "Nyabugogo, window 2"',
});
/** 32 random bytes in base64url. */
const PairingSecret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const Pin = Type.String({ pattern: '^\\d{6}$', description: 'Six digits' });
const OptionalId = Type.Union([Id, Type.Null()]);

/** A scanner or a point of sale that holds a key of its own. */
export const Device = Type.Object({
  deviceId: Id,
  companyId: Id,
  branchId: OptionalId,
  name: DeviceName,
  purpose: DevicePurpose,
  /** Locked for a while, or revoked for good: refused everywhere. */
  state: Type.Union([Type.Literal('active'), Type.Literal('locked'), Type.Literal('revoked')]),
  pairedAt: Instant,
  /** When it last asked auth for something, which it does at least every ten minutes while somebody works with it. */
  lastSeenAt: Instant,
});
export type Device = Static<typeof Device>;

export const createPairingCode = operation({
  id: 'createPairingCode',
  service: 'auth',
  method: 'POST',
  path: '/devices/pairing-codes',
  summary: 'A code by which one device becomes a device of the company; good once, for ten minutes, and told only here',
  who: { kind: 'staff', permission: 'device:write' },
  sensitive: true,
  body: Type.Object({ companyId: Id, branchId: OptionalId, name: DeviceName, purpose: DevicePurpose }),
  success: { status: 201, body: Type.Object({ code: PairingSecret, expiresAt: Instant }) },
  refusals: { TOO_MANY_PAIRING_CODES: 429, TOO_MANY_DEVICES: 409 },
});

export const pairDevice = operation({
  id: 'pairDevice',
  service: 'auth',
  method: 'POST',
  path: '/devices',
  summary:
    'Become the device that a pairing code was made for, with the key of the proof; the same again gives the same device',
  who: { kind: 'anyone' },
  sensitive: true,
  proof: 'required',
  body: Type.Object({ code: PairingSecret }),
  sealed: 'allowed',
  success: { status: 201, body: Device },
  refusals: { ...sealingRefusals, PAIRING_CODE_INVALID: 404, DEVICE_KEY_TAKEN: 409 },
});

/** Somebody who may sign in on a device. */
const PinPerson = Type.Object({ accountId: Id, name: PersonName });

export const getPairedDevice = operation({
  id: 'getPairedDevice',
  service: 'auth',
  method: 'GET',
  path: '/devices/paired',
  summary: 'The device whose key the proof is made with, and who may sign in on it',
  who: { kind: 'anyone' },
  proof: 'required',
  success: { status: 200, body: Type.Object({ device: Device, people: Type.Array(PinPerson, { maxItems: 500 }) }) },
  refusals: { DEVICE_NOT_PAIRED: 401, DEVICE_LOCKED: 403 },
});

export const signInWithPin = operation({
  id: 'signInWithPin',
  service: 'auth',
  method: 'POST',
  path: '/sessions/pin',
  summary: 'Sign in for a shift on the device whose key the proof is made with; a first PIN is changed with it',
  who: { kind: 'anyone' },
  proof: 'required',
  body: Type.Object({ accountId: Id, pin: Pin, newPin: Type.Optional(Pin) }),
  sealed: 'allowed',
  success: { status: 201, body: Session },
  refusals: {
    ...sealingRefusals,
    DEVICE_NOT_PAIRED: 401,
    DEVICE_LOCKED: 403,
    SIGN_IN_FAILED: 401,
    PIN_CHANGE_REQUIRED: 409,
    PIN_TOO_EASY: 422,
    PIN_TRIED_TOO_OFTEN: 429,
    PIN_LOCKED: 403,
    TOO_MANY_SIGN_INS: 429,
  },
});

export const listDevices = operation({
  id: 'listDevices',
  service: 'auth',
  method: 'GET',
  path: '/devices',
  summary: 'Devices of a company that were not revoked, and those revoked in the last thirty days, by id',
  who: { kind: 'staff', permission: 'device:write' },
  query: Type.Object({ companyId: Id, after: Type.Optional(Id) }),
  success: { status: 200, body: Type.Object({ devices: Type.Array(Device, { maxItems: 100 }), more: Type.Boolean() }) },
  refusals: {},
});

export const changeDevice = operation({
  id: 'changeDevice',
  service: 'auth',
  method: 'PATCH',
  path: '/devices/:deviceId',
  summary: 'Rename a device, lock it or unlock it; locking signs out who works with it',
  who: { kind: 'staff', permission: 'device:write' },
  sensitive: true,
  params: Type.Object({ deviceId: Id }),
  body: Type.Object({ name: Type.Optional(DeviceName), locked: Type.Optional(Type.Boolean()) }),
  success: { status: 200, body: Device },
  refusals: { DEVICE_REVOKED: 409 },
});

export const revokeDevice = operation({
  id: 'revokeDevice',
  service: 'auth',
  method: 'DELETE',
  path: '/devices/:deviceId',
  summary: 'Take a device out of use for good; it is refused everywhere within seconds, and twice is once',
  who: { kind: 'staff', permission: 'device:write' },
  sensitive: true,
  params: Type.Object({ deviceId: Id }),
  success: { status: 204 },
  refusals: {},
});

export const setMyPin = operation({
  id: 'setMyPin',
  service: 'auth',
  method: 'PUT',
  path: '/accounts/me/pin',
  summary: "Set one's PIN for devices of one's company; the password is asked again",
  who: { kind: 'account' },
  sensitive: true,
  body: Type.Object({ password: Type.String({ minLength: 1, maxLength: 200 }), pin: Pin }),
  sealed: 'allowed',
  success: { status: 200, body: Type.Object({ changedAt: Instant }) },
  refusals: {
    ...sealingRefusals,
    PIN_NOT_FOR_YOU: 409,
    PASSWORD_WRONG: 403,
    PIN_TOO_EASY: 422,
    TOO_MANY_TRIES: 429,
    TOO_MANY_SIGN_INS: 429,
  },
});

export const giveFirstPin = operation({
  id: 'giveFirstPin',
  service: 'auth',
  method: 'POST',
  path: '/staff/:accountId/first-pin',
  summary:
    'A random PIN in place of the one a person had, told only here; good for seven days and changed when it is first used',
  who: { kind: 'staff', permission: 'staff:write' },
  sensitive: true,
  params: Type.Object({ accountId: Id }),
  success: { status: 201, body: Type.Object({ pin: Pin, until: Instant }) },
  refusals: { TOO_MANY_SIGN_INS: 429 },
});

/** Staff of a company, and how they stand with devices. */
const PinHolder = Type.Object({
  accountId: Id,
  name: PersonName,
  pin: Type.Union([Type.Literal('none'), Type.Literal('first'), Type.Literal('own')]),
});
export type PinHolder = Static<typeof PinHolder>;

export const listPinHolders = operation({
  id: 'listPinHolders',
  service: 'auth',
  method: 'GET',
  path: '/staff/pins',
  summary: 'Staff of a company by name, and who of them has a PIN',
  who: { kind: 'staff', permission: 'staff:write' },
  query: Type.Object({ companyId: Id }),
  success: { status: 200, body: Type.Object({ people: Type.Array(PinHolder, { maxItems: 500 }) }) },
  refusals: {},
});

export const deviceOperations = {
  createPairingCode,
  pairDevice,
  getPairedDevice,
  signInWithPin,
  listDevices,
  changeDevice,
  revokeDevice,
  setMyPin,
  giveFirstPin,
  listPinHolders,
};
