import { DomainError } from '@safiri/kernel';
import type { changeDevice, Device, listDevices, OutputOf, revokeDevice } from '@safiri/contracts';
import {
  asService,
  mayActFor,
  recordAct,
  transaction,
  type AccountActor,
  type Acting,
  type RequestOf,
  type Tx,
} from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';
import { lockSessionsOfDevice, markSessionsEnded } from '../sessions/session-queries.ts';
import { deviceChanged } from '../telemetry.ts';
import {
  asDevice,
  listDevicesOf,
  lockDeviceRow,
  mostInPage,
  updateDevice,
  type StoredDevice,
} from './device-queries.ts';

export async function listCompanyDevices(
  ctx: Ctx,
  { actor, query: { companyId, after } }: RequestOf<typeof listDevices>,
): Promise<OutputOf<typeof listDevices>> {
  if (!mayActFor(actor, companyId)) throw new DomainError('NOT_FOUND', 'No such company of yours.');
  const wanted = { companyId, after, now: ctx.clock.now() };
  const found = await transaction(
    ctx.db,
    { kind: 'company', id: companyId },
    async (tx) => await listDevicesOf(tx, wanted),
  );
  return { devices: found.slice(0, mostInPage).map(asDevice), more: found.length > mostInPage };
}

/** Renames, locks, unlocks. What it is already, it stays. */
export async function changeCompanyDevice(ctx: Ctx, request: RequestOf<typeof changeDevice>): Promise<Device> {
  const { actor, params, body } = request;
  const now = ctx.clock.now();
  const device = await transaction(ctx.db, asService, async (tx) => {
    const before = await lockOwnDevice(tx, actor, params.deviceId);
    if (before.revokedAt !== null)
      throw new DomainError('DEVICE_REVOKED', 'This device was revoked. Pair it anew, as another one.');
    const name = body.name?.trim() ?? before.name;
    const { locked = before.lockedAt !== null } = body;
    const after = { ...before, name, lockedAt: locked ? (before.lockedAt ?? now) : null };
    await put(tx, request, { before, after });
    if (locked && before.lockedAt === null) await takeBackAccess(ctx, tx, before.deviceId);
    return after;
  });
  deviceChanged(ctx.log, { ...device, by: actor.subjectId });
  return asDevice(device);
}

/** For good: the row stays, so that its key is never that of a device again. */
export async function revokeCompanyDevice(ctx: Ctx, request: RequestOf<typeof revokeDevice>): Promise<undefined> {
  const { actor, params } = request;
  const now = ctx.clock.now();
  const device = await transaction(ctx.db, asService, async (tx) => {
    const before = await lockOwnDevice(tx, actor, params.deviceId);
    if (before.revokedAt !== null) return before;
    const after = { ...before, revokedAt: now };
    await put(tx, request, { before, after });
    await takeBackAccess(ctx, tx, before.deviceId);
    return after;
  });
  deviceChanged(ctx.log, { ...device, by: actor.subjectId });
}

async function put(tx: Tx, by: Acting, change: { readonly before: StoredDevice; readonly after: StoredDevice }) {
  const { before, after } = change;
  await updateDevice(tx, after);
  const thing = { kind: 'device', id: after.deviceId };
  await recordAct(tx, by, { company: after.companyId, thing, before: asDevice(before), after: asDevice(after) });
}

async function lockOwnDevice(tx: Tx, actor: AccountActor, deviceId: string): Promise<StoredDevice> {
  const device = await lockDeviceRow(tx, deviceId);
  if (device === undefined || !mayActFor(actor, device.companyId))
    throw new DomainError('NOT_FOUND', 'No such device of yours.');
  return device;
}

/** Ends who works with it. The revocation takes back all that the device was given, by whichever session. */
async function takeBackAccess(ctx: Ctx, tx: Tx, deviceId: string): Promise<void> {
  const sessionIds = await lockSessionsOfDevice(tx, deviceId);
  await markSessionsEnded(tx, { sessionIds, because: 'ended-elsewhere', now: ctx.clock.now() });
  await revoke(ctx, tx, { kind: 'device', ids: [deviceId] });
}
