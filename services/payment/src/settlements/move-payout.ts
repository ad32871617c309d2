import type { movePayout as operation, PayoutStatus, Settlement } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import type { LedgerSet } from '../ledger/ledger-set.ts';
import { postSets } from '../ledger/post-sets.ts';
import { findAccountInForce } from '../payout-accounts/account-queries.ts';
import { labelOf } from '../payout-accounts/account-view.ts';
import { actingAsPlatform } from '../staff.ts';
import { payoutMoved } from '../telemetry.ts';
import { payoutPaid, payoutReturned, payoutSent, type Payout } from './payout-sets.ts';
import { findSettlement, movePayoutRow, type SettlementRow } from './settlement-queries.ts';
import { settlementOf } from './settlement-view.ts';

type Step = { readonly from: PayoutStatus; readonly post: (payout: Payout) => LedgerSet };

const steps: Readonly<Record<'sent' | 'paid' | 'returned', Step>> = {
  sent: { from: 'due', post: payoutSent },
  paid: { from: 'sent', post: payoutPaid },
  returned: { from: 'sent', post: payoutReturned },
};

/** Moves a payout on and posts it, in one transaction. Repeated for where it is already, it changes nothing. */
export async function movePayout(ctx: Ctx, request: RequestOf<typeof operation>): Promise<Settlement> {
  const { actor, params, body } = request;
  const { to, reference } = body;
  return await transaction(ctx.db, actingAsPlatform(actor), async (tx) => {
    const row = await findSettlement(tx, params);
    if (row === undefined) throw new DomainError('NOT_FOUND', 'There is no such settlement.');
    if (row.payoutStatus === to) return settlementOf(row);
    const { from, post } = steps[to];
    const account = to === 'sent' && row.payoutStatus === from ? await accountFor(ctx, tx, row) : row;
    if (!(await movePayoutRow(tx, row, { from, to, reference, account })))
      throw new DomainError(
        'PAYOUT_NOT_THERE',
        `Only a payout that is ${from} can be ${to}; this one is ${row.payoutStatus}.`,
      );
    await postSets(tx, [post({ ...row, amountMinor: row.closingMinor })]);
    payoutMoved(ctx.log, { ...params, to });
    const { payoutAccountId, payoutAccountLabel } = account;
    const moved = settlementOf({
      ...row,
      payoutStatus: to,
      payoutReference: reference,
      payoutAccountId,
      payoutAccountLabel,
    });
    const thing = { kind: 'settlement', id: params.settlementId };
    await recordAct(tx, request, { company: params.companyId, thing, before: settlementOf(row), after: moved });
    return moved;
  });
}

/** The account that a payout sent now goes to. */
async function accountFor(
  ctx: Ctx,
  tx: Tx,
  { companyId, currency }: SettlementRow,
): Promise<Pick<SettlementRow, 'payoutAccountId' | 'payoutAccountLabel'>> {
  const account = await findAccountInForce(tx, { companyId, currency, now: ctx.clock.now() });
  if (account === undefined)
    throw new DomainError('NO_PAYOUT_ACCOUNT', `No account for payouts in ${currency} is confirmed and in force.`);
  return { payoutAccountId: account.accountId, payoutAccountLabel: labelOf(account) };
}
