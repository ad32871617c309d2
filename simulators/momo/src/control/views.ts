import type { Transaction } from '../books/transactions.ts';
import { instantText } from '../simulator-clock.ts';
import { financialTransactionId } from '../wire/status-view.ts';

/** A transaction as tests compare it: everything the books know, absent where it is not so. */
export function transactionView(transaction: Transaction): Record<string, unknown> {
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
    partyId: party.partyId,
    status,
    reason,
    financialTransactionId: financialTransactionId(transaction),
    ...(kind === 'charge' ? { refundedMinor } : { chargeId }),
    createdAt: instantText(transaction.createdMillis),
    expiresAt: instantText(transaction.expiresMillis),
    dueAt: instantText(transaction.dueMillis),
    settledAt: instantText(transaction.settledMillis),
  };
}
