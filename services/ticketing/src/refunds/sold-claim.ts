import { DomainError } from '@safiri/kernel';
import type { ClaimRow } from '../holds/claim-queries.ts';
import type { Asker } from './asker.ts';

type Named = { readonly claimId: string; /** Where the request names it. */ readonly field: string };

/** The seat of an order that was named: one that is sold, and that the asker may decide about. */
export function soldClaim(
  claims: readonly ClaimRow[],
  { staff }: Pick<Asker, 'staff'>,
  { claimId, field }: Named,
): ClaimRow {
  const claim = claims.find((each) => each.claimId === claimId);
  if (claim === undefined || (staff !== undefined && claim.companyId !== staff.companyId))
    throw new DomainError('CLAIM_UNKNOWN', 'This order has no such seat.', { field });
  if (claim.status !== 'sold')
    throw new DomainError('ALREADY_CANCELLED', 'This ticket is cancelled already.', { field });
  return claim;
}
