import { inviteStaff, putBranch, putRole } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Product } from './open-product.ts';
import type { Facts } from './planted.ts';
import { must, type Tenants } from './tenants.ts';

/** What a tenant has of its people: a branch, a role of its own, somebody invited to it. */
export async function plantPeople(product: Product, { a: tenant }: Tenants, facts: Facts): Promise<void> {
  const { companyId } = tenant;
  const admin = product.as(await tenant.staff['company-admin'].token());
  const [branchId, roleId, invitationId] = [newId(), newId(), newId()];
  must(await admin(putBranch, { params: { branchId }, body: { companyId, name: 'Hush yard', stationIds: [] } }));
  must(
    await admin(putRole, { params: { roleId }, body: { companyId, name: 'Hush gate', permissions: ['ticket:scan'] } }),
  );
  const power = { kind: 'role', roleId, permission: null, scope: 'company', scopeId: null } as const;
  const body = { invitationId, companyId, email: 'invited@hush-a.example', powers: [power] };
  must(await admin(inviteStaff, { body }));
  facts.plant({ branchId, roleId, invitationId, scopeId: branchId, stationIds: [] });
  facts.secret('invited@hush-a.example');
}
