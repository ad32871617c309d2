import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeDevice,
  createPairingCode,
  getMyAccount,
  getPairedDevice,
  listDevices,
  pairDevice,
  refreshSession,
  revokeDevice,
  signInWithPin,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { valueOf } from './auth-bed.ts';
import { openDeviceBed, pin, type DeviceBed, type PairedDevice } from './device-bed.ts';

let bed: DeviceBed;
let driver: { readonly accountId: string };
beforeAll(async () => {
  bed = await openDeviceBed();
  driver = await bed.person();
});
afterAll(async () => await bed.close());

const admin = async (companyId = bed.companyId) => bed.as((await bed.staff('company-admin', companyId)).accessToken);
const wanted = () => ({ companyId: bed.companyId, branchId: null, name: 'Bay S', purpose: 'scanner' as const });
const revoke = async ({ device }: PairedDevice) =>
  await (
    await admin()
  )(revokeDevice, { params: { deviceId: device.deviceId } });
const change = async ({ device }: PairedDevice, body: { name?: string; locked?: boolean }) =>
  await (
    await admin()
  )(changeDevice, { params: { deviceId: device.deviceId }, body });

describe('pairing', () => {
  it('makes the device that the code was made for, with the key of the proof', async () => {
    const { device, prover } = await bed.paired('point-of-sale');
    expect(device).toMatchObject({
      companyId: bed.companyId,
      name: 'Bay S',
      purpose: 'point-of-sale',
      state: 'active',
    });
    const present = valueOf(await bed.proving(prover)(getPairedDevice, {}));
    expect(present.device.deviceId).toBe(device.deviceId);
    expect(present.people).toContainEqual({ accountId: driver.accountId, name: 'The driver' });
  });

  it('is only once, however many devices try a code at the same moment', async () => {
    const code = await bed.pairingCode();
    const provers = await Promise.all(Array.from({ length: 6 }, async () => await bed.makeProver()));
    const answers = await Promise.all(
      provers.map(async (each) => await bed.proving(each)(pairDevice, { body: { code } })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'PAIRING_CODE_INVALID')).toHaveLength(5);
  });

  it('asked for again by the same device gives the same one', async () => {
    const [code, prover] = [await bed.pairingCode(), await bed.makeProver()];
    const ask = async () => valueOf(await bed.proving(prover)(pairDevice, { body: { code } })).deviceId;
    expect(new Set([await ask(), await ask(), ...(await Promise.all([ask(), ask()]))]).size).toBe(1);
  });

  it('is refused for a code that nobody made, that ran out, or that a revoked device used', async () => {
    const refused = { ok: false, code: 'PAIRING_CODE_INVALID' };
    const [code, prover] = [await bed.pairingCode(), await bed.makeProver()];
    const ask = async (text: string) => await bed.proving(prover)(pairDevice, { body: { code: text } });
    expect(await ask('x'.repeat(43))).toMatchObject(refused);
    await bed.later(10 * 60);
    expect(await ask(code)).toMatchObject(refused);
    const other = await bed.pairingCode();
    const device = valueOf(await ask(other));
    await revoke({ device, prover });
    expect(await ask(other)).toMatchObject(refused);
  });

  it('is refused for a key that a device has or had', async () => {
    const { prover } = await bed.paired();
    const code = await bed.pairingCode();
    expect(await bed.proving(prover)(pairDevice, { body: { code } })).toMatchObject({ code: 'DEVICE_KEY_TAKEN' });
    // The code is still good, for another.
    expect((await bed.proving(await bed.makeProver())(pairDevice, { body: { code } })).ok).toBe(true);
  });

  it('needs a proof, and stores neither the code nor anything that proves', async () => {
    const code = await bed.pairingCode();
    expect(await bed.as()(pairDevice, { body: { code } })).toMatchObject({ code: 'PROOF_INVALID' });
    const rows = await bed.bed.admin("select encode(code_hash, 'base64') as code from auth.pairing_codes");
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(code, 'base64url').toString('base64').slice(0, 40));
  });

  it('is begun by who may, for their company, and not by the hundred', async () => {
    const body = wanted();
    const ask = async (role: 'driver' | 'company-admin', companyId: string) =>
      await bed.as((await bed.staff(role, companyId)).accessToken)(createPairingCode, { body });
    expect(await ask('driver', bed.companyId)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ask('company-admin', newId())).toMatchObject({ code: 'NOT_FOUND' });
    const elsewhere = { ...body, branchId: newId() };
    expect(await (await admin())(createPairingCode, { body: elsewhere })).toMatchObject({ code: 'NOT_FOUND' });
    const mine = { ...body, companyId: newId() };
    const asAdmin = await admin(mine.companyId);
    const answers = await Promise.all(
      Array.from({ length: 24 }, async () => await asAdmin(createPairingCode, { body: mine })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(20);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ code: 'TOO_MANY_PAIRING_CODES' });
  });
});

describe('a device', () => {
  it('is listed for its own company alone, by pages', async () => {
    const companyId = newId();
    await bed.bed.admin(
      `insert into auth.devices (device_id, company_id, name, purpose, key_thumbprint, paired_by, paired_at, last_seen_at)
       select gen_random_uuid(), $1, 'many', 'scanner', left(repeat(gen_random_uuid()::text, 2), 43), $1, now(), now()
         from generate_series(1, 101)`,
      [companyId],
    );
    const asAdmin = await admin(companyId);
    const first = valueOf(await asAdmin(listDevices, { query: { companyId } }));
    const after = first.devices.at(-1)?.deviceId ?? '';
    const second = valueOf(await asAdmin(listDevices, { query: { companyId, after } }));
    expect([first.devices.length, first.more, second.devices.length, second.more]).toEqual([100, true, 1, false]);
    expect(await (await admin())(listDevices, { query: { companyId } })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is renamed, locked and revoked by its own company alone', async () => {
    const { device } = await bed.paired();
    const stranger = await admin(newId());
    const params = { deviceId: device.deviceId };
    expect(await stranger(changeDevice, { params, body: { name: 'Mine' } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await stranger(revokeDevice, { params })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await (await admin())(revokeDevice, { params: { deviceId: newId() } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(valueOf(await change({ device, prover: await bed.makeProver() }, { name: ' Bay T ' })).name).toBe('Bay T');
  });

  it('that was revoked is refused by another service after its next read, and at once by auth', async () => {
    const on = await bed.paired();
    const session = await bed.signedIn(on, driver);
    const { verifier, revocations } = bed.payment;
    expect(await verifier.verifyAccess(session.accessToken)).toMatchObject({ device: on.device.deviceId });
    expect((await revoke(on)).ok).toBe(true);
    expect((await revoke(on)).ok).toBe(true);
    await Promise.all([revocations.read(), bed.revocations.read()]);
    expect(await verifier.verifyAccess(session.accessToken)).toBeUndefined();
    const device = bed.proving(on.prover, session.accessToken);
    expect(await device(getMyAccount, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    const { refreshToken } = session;
    expect(await bed.proving(on.prover)(refreshSession, { body: { refreshToken } })).toMatchObject({
      code: 'SESSION_OVER',
    });
    expect(await bed.proving(on.prover)(getPairedDevice, {})).toMatchObject({ code: 'DEVICE_NOT_PAIRED' });
    const body = { accountId: driver.accountId, pin };
    expect(await bed.proving(on.prover)(signInWithPin, { body })).toMatchObject({ code: 'DEVICE_NOT_PAIRED' });
    expect(await change(on, { locked: false })).toMatchObject({ code: 'DEVICE_REVOKED' });
  });

  it('that was locked is refused until it is unlocked, and then asks for the PIN again', async () => {
    const on = await bed.paired();
    const session = await bed.signedIn(on, driver);
    expect(valueOf(await change(on, { locked: true })).state).toBe('locked');
    await bed.revocations.read();
    expect(await bed.verifier.verifyAccess(session.accessToken)).toBeUndefined();
    expect(await bed.proving(on.prover)(getPairedDevice, {})).toMatchObject({ code: 'DEVICE_LOCKED' });
    const body = { accountId: driver.accountId, pin };
    expect(await bed.proving(on.prover)(signInWithPin, { body })).toMatchObject({ code: 'DEVICE_LOCKED' });
    expect(valueOf(await change(on, { locked: false })).state).toBe('active');
    const { refreshToken } = session;
    expect(await bed.proving(on.prover)(refreshSession, { body: { refreshToken } })).toMatchObject({
      code: 'SESSION_OVER',
    });
    const again = await bed.signedIn(on, driver);
    await bed.revocations.read();
    expect((await bed.proving(on.prover, again.accessToken)(getMyAccount, {})).ok).toBe(true);
  });

  it('that is revoked while somebody signs in on it leaves nobody signed in', async () => {
    const on = await bed.paired();
    const body = { accountId: driver.accountId, pin };
    const [signedIn] = await Promise.all([bed.proving(on.prover)(signInWithPin, { body }), revoke(on)]);
    await bed.revocations.read();
    if (signedIn.ok) expect(await bed.verifier.verifyAccess(signedIn.value.accessToken)).toBeUndefined();
    expect(
      await bed.bed.admin('select 1 from auth.sessions where paired_device_id = $1 and ended_at is null', [
        on.device.deviceId,
      ]),
    ).toEqual([]);
  });

  it('is out of sight without an actor, as are codes, PINs and tries', async () => {
    for (const table of ['devices', 'pairing_codes', 'pins', 'pin_tries'])
      expect((await bed.bed.deps.db.pool.query(`select 1 from ${table}`)).rows, table).toEqual([]);
  });
});
