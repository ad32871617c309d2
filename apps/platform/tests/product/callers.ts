import { permissionsByRole, serviceNames, type Operation, type Role, type ServiceName } from '@safiri/contracts';
import { serviceTokenHeader } from '@safiri/runtime';
import type { Product } from './open-product.ts';
import type { WireRequest } from './requests.ts';
import { companyRoles, type Person, type Tenant, type Tenants } from './tenants.ts';

/** Somebody who calls operations. */
export type Caller = {
  readonly name: string;
  readonly kind: 'nobody' | 'guest' | 'customer' | Role | ServiceName;
  headers(op: Operation, asked: WireRequest): Promise<Record<string, string>>;
};

const nobody: Caller = { name: 'nobody', kind: 'nobody', headers: async () => ({}) };

/** A tenant's people: a guest, a passenger, and one of each role. Each has the tenant's device at hand. */
export function peopleOf(product: Product, name: string, tenant: Tenant): Caller[] {
  const caller = (kind: Caller['kind'], person: Person): Caller => ({
    name: `${kind} of ${name}`,
    kind,
    headers: async (op, { method, address }) => ({
      authorization: `Bearer ${await person.token()}`,
      ...(op.proof === 'required'
        ? { dpop: await tenant.device.prover.prove({ method, url: `${product.originOf(op)}${address}` }) }
        : {}),
    }),
  });
  return [
    caller('guest', tenant.guest),
    caller('customer', tenant.passenger),
    ...companyRoles.map((role) => caller(role, tenant.staff[role])),
  ];
}

/** Nobody, the platform's operator and every service. */
export function everybodyElse({ bed }: Product, { platform }: Tenants): Caller[] {
  return [
    nobody,
    {
      name: 'the platform’s operator',
      kind: 'super-admin',
      headers: async () => ({ authorization: `Bearer ${await platform.token()}` }),
    },
    ...serviceNames.map((service) => {
      // A minute is enough where the clock stands still.
      const signed = new Map<ServiceName, Promise<string>>();
      const tokenFor = async (callee: ServiceName): Promise<string> => {
        const token = signed.get(callee) ?? bed.tokens.service(service, callee);
        signed.set(callee, token);
        return await token;
      };
      return {
        name: `service ${service}`,
        kind: service,
        headers: async (op: Operation) => ({ [serviceTokenHeader]: await tokenFor(op.service) }),
      };
    }),
  ];
}

/** The permission table: may this kind of caller in? */
export function mayEnter({ who, showsPassengers }: Operation, { kind }: Pick<Caller, 'kind'>): boolean {
  if (who.kind === 'anyone') return true;
  if (who.kind === 'service') return who.callers.some((service) => service === kind);
  // Without a company's consent the platform does not see who its passengers are.
  if (showsPassengers === true && kind === 'super-admin') return false;
  if (who.kind === 'staff') return kind in permissionsByRole && holds(kind as Role, who.permission);
  const hasAccount = kind === 'customer' || kind in permissionsByRole;
  return hasAccount || (who.kind === 'visitor' && kind === 'guest');
}

function holds(role: Role, permission: string): boolean {
  return permissionsByRole[role].some((held) => held === permission);
}
