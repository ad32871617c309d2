import type { Transaction } from '../books/transactions.ts';
import { instantText } from '../simulator-clock.ts';

/** A transaction as tests compare it: everything the books know, absent where it is not so. */
export function transactionView(transaction: Transaction, receipt: string | undefined): Record<string, unknown> {
  const {
    position,
    referenceId,
    kind,
    externalId,
    amountMinor,
    currency,
    party,
    status,
    reason,
    chargeId,
    refundedMinor,
  } = transaction;
  return {
    position,
    referenceId,
    kind,
    externalId,
    amountMinor,
    currency,
    partyId: party,
    status,
    reason,
    receipt,
    ...(kind === 'charge' ? { refundedMinor } : { chargeId }),
    createdAt: instantText(transaction.createdMillis),
    expiresAt: instantText(transaction.expiresMillis),
    dueAt: instantText(transaction.dueMillis),
    settledAt: instantText(transaction.settledMillis),
  };
}
