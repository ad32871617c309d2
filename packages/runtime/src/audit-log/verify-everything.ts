import type { AuditVerification, ServiceName } from '@safiri/contracts/declaring';
import type { Database } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { SigningKey } from '../tokens/service-token.ts';
import { listChains } from './entry-queries.ts';
import { verifyChain } from './verify-chain.ts';

const chainsAtOnce = 100;

/** Looks at every chain of a service to its end, or to its first fault; says each. */
export async function verifyAuditLog(
  kept: { readonly service: ServiceName; readonly db: Database; readonly signingKey: SigningKey },
  say: (found: AuditVerification) => void,
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const last: string | null = after;
    const companies: readonly string[] = await transaction(
      kept.db,
      asService,
      async (tx) => await listChains(tx, last, chainsAtOnce),
    );
    for (const companyId of companies) say(await verifyToEnd(kept, companyId));
    after = companies.at(-1) ?? null;
    if (companies.length < chainsAtOnce) return;
  }
}

async function verifyToEnd(
  kept: { readonly service: ServiceName; readonly db: Database; readonly signingKey: SigningKey },
  companyId: string,
): Promise<AuditVerification> {
  let after = 0;
  for (;;) {
    const look = { ...kept, companyId, after };
    const found = await transaction(kept.db, asService, async (tx) => await verifyChain(tx, look));
    if (!found.more) return found;
    after = found.checkedTo;
  }
}
