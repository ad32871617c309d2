import type { Switches, Transaction } from '@safiri/simulator-kit';
import type { Party } from '../books/wallets.ts';

/** The first financial transaction id; MTN's are plain numbers, and they exist only where money moved. */
const firstFinancialId = 500_000_000;

export function financialTransactionId(transaction: Transaction): string | undefined {
  return transaction.status === 'SUCCESSFUL' ? String(firstFinancialId + transaction.position) : undefined;
}

/** What a status GET answers and a callback repeats. The reference id is not part of it. */
export function statusView(transaction: Transaction, switches: Switches): Record<string, unknown> {
  const financialId = financialTransactionId(transaction);
  const bare = switches.choices['amountShape'] === 'number';
  const { amountText, payerMessage, payeeNote } = transaction.details;
  return {
    ...(financialId === undefined ? {} : { financialTransactionId: bare ? Number(financialId) : financialId }),
    externalId: transaction.externalId,
    amount: bare ? Number(amountText) : amountText,
    currency: transaction.currency,
    [transaction.kind === 'charge' ? 'payer' : 'payee']: partyOf(transaction),
    payerMessage,
    payeeNote,
    status: transaction.status,
    ...(transaction.reason === undefined ? {} : { reason: reasonView(transaction.reason, switches) }),
  };
}

/** The payer of a charge, the payee of a refund. */
export function partyOf({ party, details }: Transaction): Party {
  return { partyIdType: details['partyIdType'] ?? '', partyId: party };
}

function reasonView(reason: string, switches: Switches): unknown {
  if (switches.choices['reasonShape'] === 'text') return reason;
  return { code: reason, message: reason.toLowerCase().replaceAll('_', ' ') };
}
