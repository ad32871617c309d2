import { assert, DomainError } from '@safiri/kernel';
import type { Session, signInWithPin } from '@safiri/contracts';
import { asService, recordAct, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findDeviceByKey, lockDeviceRow, markDeviceSeen, type StoredDevice } from '../devices/device-queries.ts';
import { usable } from '../devices/present-device.ts';
import { clientOf } from '../sessions/client.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { openAccountSessionIn, sessionOf, type OpenedSession } from '../sessions/open-session.ts';
import { lockSessionsOfDevice } from '../sessions/session-queries.ts';
import { signedIn, signInRefused } from '../telemetry.ts';
import { hashPin, matchesPin } from './pin-hashing.ts';
import {
  countTry,
  findPin,
  findTries,
  forgetTries,
  putPin,
  uncountTry,
  type Pairing,
  type StoredPin,
} from './pin-queries.ts';
import { isEasyPin, mostTries } from './pin-rules.ts';

type Request = RequestOf<typeof signInWithPin>;

/**
 * Begins a shift: by the key of the device, which the request was proven with, and by the PIN of a person of its company.
 * Tries are counted for that person on that device alone, so that nobody is locked out anywhere else.
 */
export async function signInOnDevice(ctx: Ctx, request: Request): Promise<Session> {
  const { body, provenKey } = request;
  assert(provenKey !== null, 'the contract asks for a proof');
  const { accountId, newPin } = body;
  if (newPin !== undefined && (isEasyPin(newPin) || newPin === body.pin)) throw easyPin('/body/newPin');
  const { device, pin } = await transaction(
    ctx.db,
    asService,
    async (tx) => await beginTry(ctx, tx, { provenKey, accountId }),
  );
  const pairing = { deviceId: device.deviceId, accountId };
  // Who has a PIN is no secret to a device, which lists them; so nothing is hashed where there is none.
  if (pin === undefined || !(await isRight(ctx, { ...pairing, pin: body.pin, hash: pin.hash }))) {
    signInRefused(ctx.log);
    throw new DomainError('SIGN_IN_FAILED', 'This person and PIN do not belong together.');
  }
  const newHash = newPin === undefined ? undefined : await hashPin(ctx, { accountId, pin: newPin });
  const opened = await transaction(
    ctx.db,
    asService,
    async (tx) => await beginShift(ctx, tx, { request, pairing, pin, newHash }),
  );
  // Refused only now: that the PIN was right must be kept.
  if (opened === undefined)
    throw new DomainError('PIN_CHANGE_REQUIRED', 'This is a first PIN. Choose one of your own with it.');
  signedIn(ctx.log, { accountId, provenBy: ['pin'] });
  return await sessionOf(ctx, opened);
}

async function isRight(ctx: Ctx, tried: Pairing & { readonly pin: string; readonly hash: string }): Promise<boolean> {
  return await matchesPin(ctx, tried, tried.hash).catch(async (error: unknown) => {
    // The queue of hashes was full: nothing was tried.
    await transaction(ctx.db, asService, async (tx) => await uncountTry(tx, tried, ctx.clock.now()));
    throw error;
  });
}

export function easyPin(field: string): DomainError {
  return new DomainError(
    'PIN_TOO_EASY',
    'Choose six digits that are neither a run nor a pattern, nor the PIN before.',
    {
      field,
    },
  );
}

/** Counts the try, where there is a PIN to be found; refused while none may be made. */
async function beginTry(
  ctx: Ctx,
  tx: Tx,
  wanted: { readonly provenKey: string; readonly accountId: string },
): Promise<{ readonly device: StoredDevice; readonly pin: StoredPin | undefined }> {
  const now = ctx.clock.now();
  const device = usable(await findDeviceByKey(tx, wanted.provenKey));
  const { accountId } = wanted;
  const pin = await findPin(tx, { accountId, companyId: device.companyId, now });
  if (pin === undefined) return { device, pin };
  const pairing = { deviceId: device.deviceId, accountId };
  if (await countTry(tx, pairing, now)) return { device, pin };
  const tried = await findTries(tx, pairing);
  if (tried === undefined || tried.tries < mostTries)
    throw new DomainError('PIN_TRIED_TOO_OFTEN', 'The PIN was wrong too often. Wait before you try again.', {
      retryAfter: Math.max(1, ((tried?.waitUntil ?? now).getTime() - now.getTime()) / 1000),
    });
  throw new DomainError('PIN_LOCKED', 'The PIN was wrong too often on this device. Have it set anew.');
}

type Shift = {
  readonly request: Request;
  readonly pairing: Pairing;
  readonly pin: StoredPin;
  readonly newHash: string | undefined;
};

/** One person at a time works with a device. Locks the device, the PIN, its tries and sessions, in this order. Undefined where the PIN has to be changed first. */
async function beginShift(ctx: Ctx, tx: Tx, shift: Shift): Promise<OpenedSession | undefined> {
  const { request, pairing, pin, newHash } = shift;
  const now = ctx.clock.now();
  // It may have been locked, and the PIN set anew, while the PIN was checked.
  const device = usable(await lockDeviceRow(tx, pairing.deviceId));
  const present = await findPin(tx, { ...pairing, companyId: device.companyId, now });
  if (present?.hash !== pin.hash) throw new DomainError('SIGN_IN_FAILED', 'This PIN was changed a moment ago.');
  await forgetTries(tx, pairing);
  if (pin.firstUntil !== null && newHash === undefined) return undefined;
  if (newHash !== undefined) {
    await putPin(tx, { accountId: pairing.accountId, hash: newHash, firstUntil: null, changedAt: now });
    const thing = { kind: 'PIN', id: pairing.accountId };
    await recordAct(tx, request, { company: device.companyId, thing, before: null, after: { firstUntil: null } });
  }
  await markDeviceSeen(tx, device.deviceId, now);
  const before = await lockSessionsOfDevice(tx, device.deviceId);
  await endSessions(ctx, tx, { sessionIds: before, because: 'ended-elsewhere' });
  return await openAccountSessionIn(ctx, tx, {
    accountId: pairing.accountId,
    client: clientOf(request),
    device,
    provenBy: ['pin'],
  });
}
