import { sql } from 'kysely';
import type { Device, DevicePurpose } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** As stored. Whether it may be used follows from what was done to it. */
export type StoredDevice = {
  readonly deviceId: string;
  readonly companyId: string;
  readonly branchId: string | null;
  readonly name: string;
  readonly purpose: DevicePurpose;
  readonly keyThumbprint: string;
  readonly pairedAt: Date;
  readonly lastSeenAt: Date;
  readonly lockedAt: Date | null;
  readonly revokedAt: Date | null;
};

const columns = sql`device_id as "deviceId", company_id as "companyId", branch_id as "branchId", name, purpose,
  key_thumbprint as "keyThumbprint", paired_at as "pairedAt", last_seen_at as "lastSeenAt", locked_at as "lockedAt",
  revoked_at as "revokedAt"`;

/** As many as a page of the contract holds. */
export const mostInPage = 100;
/** A device that was revoked is shown for a while, so that somebody who misses it sees why. */
const shownDaysAfterRevoking = 30;

/** False where the key is that of a device already. */
export async function insertDevice(tx: Tx, device: StoredDevice & { readonly pairedBy: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into devices (device_id, company_id, branch_id, name, purpose, key_thumbprint, paired_by, paired_at, last_seen_at)
    values (${device.deviceId}, ${device.companyId}, ${device.branchId}, ${device.name}, ${device.purpose},
            ${device.keyThumbprint}, ${device.pairedBy}, ${device.pairedAt}, ${device.lastSeenAt})
    on conflict (key_thumbprint) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function findDevice(tx: Tx, deviceId: string): Promise<StoredDevice | undefined> {
  const { rows } = await sql<StoredDevice>`select ${columns} from devices where device_id = ${deviceId}`.execute(tx);
  return rows[0];
}

export async function findDeviceByKey(tx: Tx, thumbprint: string): Promise<StoredDevice | undefined> {
  const { rows } = await sql<StoredDevice>`select ${columns} from devices where key_thumbprint = ${thumbprint}`.execute(
    tx,
  );
  return rows[0];
}

/** Whoever signs in on a device and whoever locks it come one after the other. */
export async function lockDeviceRow(tx: Tx, deviceId: string): Promise<StoredDevice | undefined> {
  const { rows } = await sql<StoredDevice>`
    select ${columns} from devices where device_id = ${deviceId} for update`.execute(tx);
  return rows[0];
}

export async function listDevicesOf(
  tx: Tx,
  wanted: { readonly companyId: string; readonly after: string | undefined; readonly now: Date },
): Promise<StoredDevice[]> {
  const shownSince = new Date(wanted.now.getTime() - shownDaysAfterRevoking * 86_400_000);
  const { rows } = await sql<StoredDevice>`
    select ${columns} from devices
     where company_id = ${wanted.companyId} and (${wanted.after ?? null}::uuid is null or device_id > ${wanted.after ?? null}::uuid)
       and (revoked_at is null or revoked_at > ${shownSince})
     order by device_id limit ${mostInPage + 1}`.execute(tx);
  return rows;
}

export async function countDevicesInUse(tx: Tx, companyId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from devices where company_id = ${companyId} and revoked_at is null`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function updateDevice(
  tx: Tx,
  device: Pick<StoredDevice, 'deviceId' | 'name' | 'lockedAt' | 'revokedAt'>,
): Promise<void> {
  await sql`
    update devices set name = ${device.name}, locked_at = ${device.lockedAt}, revoked_at = ${device.revokedAt}
     where device_id = ${device.deviceId}`.execute(tx);
}

export async function markDeviceSeen(tx: Tx, deviceId: string, now: Date): Promise<void> {
  await sql`update devices set last_seen_at = ${now} where device_id = ${deviceId} and last_seen_at < ${now}`.execute(
    tx,
  );
}

export function asDevice(stored: StoredDevice): Device {
  const { deviceId, companyId, branchId, name, purpose } = stored;
  return {
    deviceId,
    companyId,
    branchId,
    name,
    purpose,
    state: stored.revokedAt !== null ? 'revoked' : stored.lockedAt !== null ? 'locked' : 'active',
    pairedAt: stored.pairedAt.toISOString(),
    lastSeenAt: stored.lastSeenAt.toISOString(),
  };
}
