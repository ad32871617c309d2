import type { Voucher } from '@safiri/contracts';
import type { VoucherRow } from './voucher-queries.ts';

/** A voucher as its issuer and its owner see it. */
export function voucherView(row: VoucherRow): Voucher {
  const { voucherId, issuerId, ownerId, cause, currency } = row;
  return {
    voucherId,
    issuerId,
    ownerId,
    cause,
    amount: { amountMinor: row.amountMinor, currency },
    remaining: { amountMinor: row.isExpired ? 0 : row.remainingMinor, currency },
    reserved: { amountMinor: row.reservedMinor, currency },
    expiresAt: row.expiresAt.toISOString(),
    issuedAt: row.issuedAt.toISOString(),
  };
}
