import type { Switches } from '../behaviour/switches.ts';
import type { Transaction } from '../books/transactions.ts';

/** The first financial transaction id; MTN's are plain numbers, and they exist only where money moved. */
const firstFinancialId = 500_000_000;

export function financialTransactionId(transaction: Transaction): string | undefined {
  return transaction.status === 'SUCCESSFUL' ? String(firstFinancialId + transaction.position) : undefined;
}

/** What a status GET answers and a callback repeats. The reference id is not part of it. */
export function statusView(transaction: Transaction, switches: Switches): Record<string, unknown> {
  const financialId = financialTransactionId(transaction);
  const bare = switches.amountShape === 'number';
  return {
    ...(financialId === undefined ? {} : { financialTransactionId: bare ? Number(financialId) : financialId }),
    externalId: transaction.externalId,
    amount: bare ? Number(transaction.amountText) : transaction.amountText,
    currency: transaction.currency,
    [transaction.kind === 'charge' ? 'payer' : 'payee']: transaction.party,
    payerMessage: transaction.payerMessage,
    payeeNote: transaction.payeeNote,
    status: transaction.status,
    ...(transaction.reason === undefined ? {} : { reason: reasonView(transaction.reason, switches) }),
  };
}

function reasonView(reason: string, switches: Switches): unknown {
  if (switches.reasonShape === 'text') return reason;
  return { code: reason, message: reason.toLowerCase().replaceAll('_', ' ') };
}
