import { afterAll, beforeAll } from 'vitest';
import {
  acceptInvitation,
  getMyPermissions,
  getStaffPerson,
  inviteStaff,
  listRoles,
  onboardCompany,
  refreshSession,
  setPowers,
  type Power,
  type Session,
  type StaffPerson,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

/** Somebody of a staff, signed in; `again` is their client with a fresh token. */
export type Person = {
  readonly accountId: string;
  readonly email: string;
  readonly call: Client;
  readonly again: () => Promise<Client>;
};

/** A company with two branches of two stations each, and its admin. */
export type StaffedCompany = {
  readonly companyId: string;
  readonly admin: Person;
  readonly branches: readonly { readonly branchId: string; readonly stationIds: readonly string[] }[];
  /** A role that comes with the product, for the whole company unless told otherwise. */
  readonly role: (name: string, at?: Pick<Power, 'scope' | 'scopeId'>) => Promise<Power>;
  /** Invited by the admin, and come. */
  readonly hire: (powers: readonly Power[], by?: Client) => Promise<Person>;
};

export const grant = (permission: string, at: Partial<Power> = {}): Power => ({
  kind: 'grant',
  roleId: null,
  permission,
  scope: 'company',
  scopeId: null,
  ...at,
});
export const deny = (permission: string, at: Partial<Power> = {}): Power => ({
  ...grant(permission, at),
  kind: 'deny',
});

/** What tests of staff begin with: a bed for their file, the platform's operator, and a company as often as one is asked for. */
export function useStaff() {
  let bed: AuthBed;
  let operator: Person;
  let company: StaffedCompany;
  beforeAll(async () => {
    bed = await openAuthBed();
    operator = await openOperator(bed);
  });
  afterAll(async () => await bed.close());
  const read = async (accountId: string, by: Client = operator.call): Promise<StaffPerson> =>
    valueOf(await by(getStaffPerson, { params: { accountId } }));
  return {
    bed: () => bed,
    operator: () => operator,
    /** The one that was opened last. */
    company: () => company,
    freshCompany: async (): Promise<StaffedCompany> => {
      await bed.revocations.read();
      company = await openCompany(bed, operator);
      return company;
    },
    read,
    /** Sets powers as one who has just looked. */
    set: async (by: Client, accountId: string, powers: readonly Power[]) => {
      const { version } = await read(accountId);
      return await by(setPowers, { params: { accountId }, body: { version, powers: [...powers] } });
    },
  };
}

/** What somebody may do, by permission. */
export async function held(call: Client) {
  const { held: all } = valueOf(await call(getMyPermissions, {}));
  return Object.fromEntries(all.map(({ permission, ...reach }) => [permission, reach]));
}

export async function openOperator(bed: AuthBed): Promise<Person> {
  const email = `operator-${newId()}@safiri.example`;
  const { accountId } = await bed.auth.ensureAccount({
    identifier: email,
    password,
    name: 'O',
    role: 'super-admin',
    companyId: null,
  });
  return await signedIn(bed, { accountId, email });
}

export async function openCompany(bed: AuthBed, operator: Person): Promise<StaffedCompany> {
  const companyId = newId();
  const branch = { branchId: newId(), name: 'Kigali', stationIds: [newId(), newId()] };
  const adminEmail = `admin-${companyId}@bus.example`;
  const body = { companyId, name: `Bus ${companyId}`, timeZone: 'Africa/Kigali', currency: 'RWF', adminEmail, branch };
  valueOf(await operator.call(onboardCompany, { body }));
  const admin = await comeByInvitation(bed, adminEmail);
  const role: StaffedCompany['role'] = async (name, at = { scope: 'company', scopeId: null }) => {
    const { roles } = valueOf(await admin.call(listRoles, { query: { companyId } }));
    const found = roles.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no role ${name}`);
    return { kind: 'role', roleId: found.roleId, permission: null, ...at };
  };
  return {
    companyId,
    admin,
    branches: [branch],
    role,
    hire: async (powers, by = admin.call) => {
      const email = `${newId()}@bus.example`;
      valueOf(await by(inviteStaff, { body: { invitationId: newId(), companyId, email, powers: [...powers] } }));
      return await comeByInvitation(bed, email);
    },
  };
}

export async function comeByInvitation(bed: AuthBed, email: string): Promise<Person> {
  const token = await bed.invitationOf(email);
  const { accountId } = valueOf(await bed.as()(acceptInvitation, { body: { token, name: 'Somebody', password } }));
  return await signedIn(bed, { accountId, email });
}

async function signedIn(bed: AuthBed, who: Pick<Person, 'accountId' | 'email'>): Promise<Person> {
  let session: Pick<Session, 'accessToken' | 'refreshToken'> = await bed.signIn(who.email);
  return {
    ...who,
    call: async (operation, input) => await bed.as(session.accessToken)(operation, input),
    again: async () => {
      session = valueOf(await bed.as()(refreshSession, { body: { refreshToken: session.refreshToken } }));
      return bed.as(session.accessToken);
    },
  };
}
