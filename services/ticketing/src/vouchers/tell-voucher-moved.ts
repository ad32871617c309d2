import { voucherMoved, type PayloadOf } from '@safiri/contracts';
import { publishMany, type Tx } from '@safiri/runtime';
import type { VoucherUse } from './voucher-queries.ts';

/** Tells movements of vouchers, in the transaction that made them; of what is restored, of which booking it was. */
export async function tellVoucherMoved(
  tx: Tx,
  uses: readonly VoucherUse[],
  refund: PayloadOf<typeof voucherMoved>['refund'] = null,
): Promise<void> {
  await publishMany(
    tx,
    voucherMoved,
    uses.map(({ amountMinor, currency, ...use }) => ({
      aggregateId: use.voucherId,
      version: use.version,
      payload: { ...use, amount: { amountMinor, currency }, refund },
    })),
  );
}
