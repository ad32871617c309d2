import { payoutAccountChanged } from '@safiri/contracts';
import { publish, type Tx } from '@safiri/runtime';
import { findCompany, type AccountRow } from './account-queries.ts';
import { labelOf } from './account-view.ts';

/** Tells the company, by the address everybody knows of it: whoever asked for the change may not be who they say. */
export async function tellChange(tx: Tx, account: AccountRow): Promise<void> {
  const { companyId, accountId, status, currency } = account;
  const company = await findCompany(tx, companyId);
  await publish(tx, payoutAccountChanged, {
    aggregateId: accountId,
    // Asked, then decided: an account has two versions.
    version: status === 'asked' ? 1 : 2,
    payload: {
      companyId,
      companyName: company?.name ?? companyId,
      email: company?.email ?? null,
      accountId,
      status,
      currency,
      label: labelOf(account),
      inForceFrom: account.inForceFrom?.toISOString() ?? null,
    },
  });
}
