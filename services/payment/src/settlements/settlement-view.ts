import type { Settlement } from '@safiri/contracts';
import type { SettlementRow } from './settlement-queries.ts';

export function settlementOf(row: SettlementRow): Settlement {
  return {
    settlementId: row.settlementId,
    companyId: row.companyId,
    currency: row.currency,
    fromDate: row.fromDate,
    toDate: row.toDate,
    timeZone: row.timeZone,
    openingMinor: row.openingMinor,
    closingMinor: row.closingMinor,
    payoutStatus: row.payoutStatus,
    payoutReference: row.payoutReference,
    payoutAccount:
      row.payoutAccountId === null ? null : { accountId: row.payoutAccountId, label: row.payoutAccountLabel ?? '' },
    settledAt: row.settledAt.toISOString(),
  };
}
