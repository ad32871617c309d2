import { askSupportView } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Product } from './open-product.ts';
import type { Facts } from './planted.ts';
import { must, type Tenants } from './tenants.ts';

/** What the platform asks a tenant to let it see, and whose acts stand in the audit log. */
export async function plantSupport(product: Product, { a, platform }: Tenants, facts: Facts): Promise<void> {
  const operator = product.as(await platform.token());
  const grantId = newId();
  const reason = 'Hush, somebody sat on another seat';
  must(await operator(askSupportView, { body: { grantId, companyId: a.companyId, reason } }));
  facts.plant({ grantId, subjectId: a.staff['company-admin'].id });
  facts.secret(reason);
}
