import { assert, DomainError, newId } from '@safiri/kernel';
import type { Device, pairDevice } from '@safiri/contracts';
import { asService, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { hashOfToken } from '../sessions/refresh-token.ts';
import { devicePaired } from '../telemetry.ts';
import { asDevice, findDevice, insertDevice, type StoredDevice } from './device-queries.ts';
import { lockPairingCode, markCodeUsed } from './pairing-queries.ts';

/** Whoever has the code, and the key that the request was proven with, is the device from now on. */
export async function pair(ctx: Ctx, request: RequestOf<typeof pairDevice>): Promise<Device> {
  const { body, provenKey } = request;
  assert(provenKey !== null, 'the contract asks for a proof');
  const codeHash = hashOfToken(body.code);
  const now = ctx.clock.now();
  const device = await transaction(ctx.db, asService, async (tx): Promise<StoredDevice> => {
    const code = await lockPairingCode(tx, codeHash);
    if (code === undefined) throw codeInvalid();
    if (code.deviceId !== null) {
      const paired = await findDevice(tx, code.deviceId);
      // Its answer was lost: the same device asks again.
      if (paired?.keyThumbprint === provenKey && paired.revokedAt === null) return paired;
      throw codeInvalid();
    }
    if (code.expiresAt <= now) throw codeInvalid();
    const made = {
      deviceId: newId(),
      companyId: code.companyId,
      branchId: code.branchId,
      name: code.name,
      purpose: code.purpose,
      keyThumbprint: provenKey,
      pairedAt: now,
      lastSeenAt: now,
      lockedAt: null,
      revokedAt: null,
    };
    if (!(await insertDevice(tx, { ...made, pairedBy: code.createdBy })))
      throw new DomainError('DEVICE_KEY_TAKEN', 'This key is that of a device already. Make a new one.');
    await markCodeUsed(tx, codeHash, made.deviceId);
    const thing = { kind: 'device', id: made.deviceId };
    await recordAct(tx, request, { company: made.companyId, thing, before: null, after: asDevice(made) });
    return made;
  });
  devicePaired(ctx.log, device);
  return asDevice(device);
}

/** One refusal for codes that never were, ran out or were used: whoever tries codes learns nothing. */
function codeInvalid(): DomainError {
  return new DomainError('PAIRING_CODE_INVALID', 'This code is not good, or not any more. Ask for a new one.', {
    field: '/body/code',
  });
}
