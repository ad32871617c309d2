import {
  createPairingCode,
  giveFirstPin,
  pairDevice,
  signInWithPin,
  type Device,
  type DevicePurpose,
  type Session,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { createProver, makeDeviceKey, type Prover } from '@safiri/testkit';
import { openAuthBed, valueOf, type AuthBed } from './auth-bed.ts';

export type PairedDevice = { readonly device: Device; readonly prover: Prover };

/** A company with an admin, who pairs devices and gives first PINs. */
export type DeviceBed = AuthBed & {
  readonly companyId: string;
  readonly admin: Session;
  /** Moves the clock; what is sensitive waits for the list of revocations, which is read again. */
  later(seconds: number): Promise<void>;
  makeProver(): Promise<Prover>;
  pairingCode(purpose?: DevicePurpose): Promise<string>;
  paired(purpose?: DevicePurpose): Promise<PairedDevice>;
  /** Somebody with a PIN of their own. */
  person(role?: 'driver' | 'agent' | 'company-admin'): Promise<{ readonly accountId: string }>;
  signedIn(on: PairedDevice, person: { readonly accountId: string }): Promise<Session>;
};

/** Everybody's. */
export const pin = '271828';

export async function openDeviceBed(): Promise<DeviceBed> {
  const bed = await openAuthBed();
  const companyId = newId();
  const admin = await bed.staff('company-admin', companyId);
  // The admin's token runs out while tests move the clock.
  const asAdmin = async () => bed.as((await bed.staff('company-admin', companyId)).accessToken);
  const makeProver = async () => createProver(await makeDeviceKey(), bed.bed.deps.clock);
  const pairingCode: DeviceBed['pairingCode'] = async (purpose = 'scanner') => {
    const body = { companyId, branchId: null, name: 'Bay S', purpose };
    return valueOf(await (await asAdmin())(createPairingCode, { body })).code;
  };
  const paired: DeviceBed['paired'] = async (purpose) => {
    const [code, prover] = [await pairingCode(purpose), await makeProver()];
    return { device: valueOf(await bed.proving(prover)(pairDevice, { body: { code } })), prover };
  };
  return {
    ...bed,
    companyId,
    admin,
    later: async (seconds) => {
      bed.bed.deps.clock.advanceSeconds(seconds);
      await bed.revocations.read();
    },
    makeProver,
    pairingCode,
    paired,
    person: async (role = 'driver') => {
      const { accountId } = (await bed.staff(role, companyId)).account;
      const first = valueOf(await (await asAdmin())(giveFirstPin, { params: { accountId } }));
      const { prover } = await paired();
      await bed.proving(prover)(signInWithPin, { body: { accountId, pin: first.pin, newPin: pin } });
      return { accountId };
    },
    signedIn: async ({ prover }, { accountId }) =>
      valueOf(await bed.proving(prover)(signInWithPin, { body: { accountId, pin } })),
  };
}
