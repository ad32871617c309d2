import type { companyChanged, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { insertTenant, renameTenant } from './tenant-queries.ts';

/** A company of a feed becomes a tenant by its first news. Later ones only tell its name, so their order does no harm for long. */
export async function onCompanyChanged(tx: Tx, company: PayloadOf<typeof companyChanged>): Promise<void> {
  if (!(await insertTenant(tx, company.companyId, company.name)))
    await renameTenant(tx, company.companyId, company.name);
}
