import { createClient, createProver, makeDeviceKey, type Prover } from '@safiri/client';
import { createPairingCode, createStaff, pairDevice, roles, signIn, type Role } from '@safiri/contracts';
import { addDays, localDate, newId } from '@safiri/kernel';
import { demoFeeds } from '@safiri/company';
import { caughtCodes, registerBy, type Client } from '@safiri/testkit';
import type { Product } from './open-product.ts';

/** Somebody who calls. */
export type Person = { readonly id: string; readonly token: () => Promise<string> };

/** A scanner that holds a key of its own, and the code that it was paired with. */
export type PairedDevice = { readonly deviceId: string; readonly code: string; readonly prover: Prover };

/** A bus company with a person in each role, a passenger with an account, and a guest. */
export type Tenant = {
  readonly companyId: string;
  readonly staff: Readonly<Record<Exclude<Role, 'super-admin'>, Person>>;
  readonly passenger: Person & { readonly sessionId: string; readonly refreshToken: string };
  readonly guest: Person;
  /** Whose key everybody of the tenant can prove. */
  readonly device: PairedDevice;
  /** A date on which its trips are on sale and none has left. */
  readonly serviceDate: string;
};

export type Tenants = { readonly a: Tenant; readonly b: Tenant; readonly platform: Person };

/** Tenant A drives from Uganda, tenant B from Kenya: two feeds of the demonstration network. */
const feedOf = { a: 'demo-uganda', b: 'demo-kenya' } as const;

export async function settleIn(product: Product): Promise<Tenants> {
  const companies = { a: await companyOf(product, feedOf.a), b: await companyOf(product, feedOf.b) };
  await product.company.dateTrips();
  await product.settle();
  const { tokens } = product.bed;
  const id = newId();
  const platform = personOf(id, async () => await tokens.staff('super-admin', null, id));
  const operator = product.as(await platform.token());
  return {
    a: await tenantOf(product, { companyId: companies.a, email: 'zawadi@hush-a.example', operator }),
    b: await tenantOf(product, { companyId: companies.b, email: 'neema@b.example', operator }),
    platform,
  };
}

async function companyOf({ company }: Product, feedName: string): Promise<string> {
  const feed = (await demoFeeds()).find(({ name }) => name === feedName);
  const [agency] = feed?.companies ?? [];
  if (feed === undefined || agency === undefined) throw new Error(`there is no feed ${feedName}`);
  await company.importFeed({ feedName, source: { folder: feed.folder }, shiftDates: true, fleets: feed.companies });
  const found = await company.companyOfAgency(feedName, agency.agencyId);
  if (found === undefined) throw new Error(`${feedName} made no company`);
  return found.companyId;
}

type Founding = { readonly companyId: string; readonly email: string; readonly operator: Client };

/** Its admin is one that auth knows: who gives powers to others is asked about in the database, whatever a token says. */
async function tenantOf(product: Product, { companyId, email, operator }: Founding): Promise<Tenant> {
  const { tokens, deps } = product.bed;
  const person = (sign: (id: string) => Promise<string>, id = newId()): Person =>
    personOf(id, async () => await sign(id));
  const worker = (role: Role, workerId = newId()): Person =>
    person(async (id) => await tokens.staff(role, companyId, id), workerId);
  const admin = { companyId, email: `admin-${email}`, name: 'Admin', password: `Hush-password-${email}` };
  const { accountId: adminId } = must(await operator(createStaff, { body: { ...admin, role: 'company-admin' } }));
  const staff = {
    driver: worker('driver'),
    agent: worker('agent'),
    supervisor: worker('supervisor'),
    'company-admin': worker('company-admin', adminId),
  };
  const who = { identifier: email, password: `Hush-password-${email}` };
  const codes = caughtCodes(product.as(), product.settle);
  const registered = await registerBy(product.as(), codes, { ...who, name: email });
  // The session that registering opened is one that operations end; this one goes on.
  const outcome = must(await product.as()(signIn, { body: who }));
  const sessionId = outcome.kind === 'session' ? outcome.session.sessionId : undefined;
  return {
    companyId,
    staff,
    passenger: {
      ...person(async (id) => await tokens.customer(id, sessionId), registered.account.accountId),
      sessionId: registered.sessionId,
      refreshToken: registered.refreshToken,
    },
    guest: person(async (id) => await tokens.guest(id)),
    device: await pairedBy(product, staff['company-admin'], { companyId, name: `Gate of ${email}` }),
    serviceDate: addDays(localDate(deps.clock.now(), 'Africa/Kampala'), 2),
  };
}

async function pairedBy(
  product: Product,
  admin: Person,
  named: { readonly companyId: string; readonly name: string },
): Promise<PairedDevice> {
  const body = { ...named, branchId: null, purpose: 'scanner' } as const;
  const { code } = must(await product.as(await admin.token())(createPairingCode, { body }));
  const prover = createProver(await makeDeviceKey(), product.bed.deps.clock);
  const device = createClient({ baseUrl: product.originOf(pairDevice), prover });
  const { deviceId } = must(await device(pairDevice, { body: { code } }));
  return { deviceId, code, prover };
}

/** A token is signed once: it lives longer than a story takes. */
function personOf(id: string, sign: () => Promise<string>): Person {
  let signed: Promise<string> | undefined;
  return { id, token: async () => await (signed ??= sign()) };
}

/** Roles of a company's own people. */
export const companyRoles = roles.filter((role) => role !== 'super-admin');

type Answered<Value> = { ok: true; value: Value } | { ok: false; code: string; detail: string };

/** The value of a call that has to succeed; planting stops where it does not. */
export function must<Value>(answer: Answered<Value>): Value {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value;
}
