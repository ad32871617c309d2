import type { PayoutAccount } from '@safiri/contracts';
import type { AccountRow } from './account-queries.ts';

export function accountOf(row: AccountRow): PayoutAccount {
  const { sealed: _kept, ...shown } = row;
  return {
    ...shown,
    validFrom: row.validFrom.toISOString(),
    askedAt: row.askedAt.toISOString(),
    inForceFrom: row.inForceFrom?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

/** How an account is called where its number must not stand. */
export function labelOf({ institution, maskedNumber }: Pick<AccountRow, 'institution' | 'maskedNumber'>): string {
  return `${institution} ${maskedNumber}`;
}
