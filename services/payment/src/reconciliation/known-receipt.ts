import { sql, type RawBuilder } from 'kysely';

/**
 * Whether what we know money by is a name that a statement has. M-Pesa's status query tells no receipt (ten letters and
 * digits): then we know it by the name of the request, or of what it paid back.
 */
export function isKnownReceipt(method: RawBuilder<unknown>, transactionId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${transactionId} is not null and (${method} <> 'm-pesa' or ${transactionId} ~ '^[A-Z0-9]{10}$'))`;
}
