import { assert, DomainError } from '@safiri/kernel';
import type { getPairedDevice, OutputOf } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listPinPeople } from '../pins/pin-queries.ts';
import { asDevice, findDeviceByKey, markDeviceSeen, type StoredDevice } from './device-queries.ts';

export async function getPresentDevice(
  ctx: Ctx,
  { provenKey }: RequestOf<typeof getPairedDevice>,
): Promise<OutputOf<typeof getPairedDevice>> {
  assert(provenKey !== null, 'the contract asks for a proof');
  const now = ctx.clock.now();
  return await transaction(ctx.db, asService, async (tx) => {
    const device = usable(await findDeviceByKey(tx, provenKey));
    await markDeviceSeen(tx, device.deviceId, now);
    return { device: asDevice(device), people: await listPinPeople(tx, device.companyId, now) };
  });
}

/** A device that may be worked with, or a refusal. */
export function usable(device: StoredDevice | undefined): StoredDevice {
  if (device === undefined || device.revokedAt !== null)
    throw new DomainError('DEVICE_NOT_PAIRED', 'This device is not paired, or was revoked. Pair it with a new code.');
  if (device.lockedAt !== null)
    throw new DomainError('DEVICE_LOCKED', 'This device is locked. Ask whoever looks after devices to unlock it.');
  return device;
}
