import type {
  listPayoutAccounts as listOperation,
  openPayoutAccount as openOperation,
  PayoutAccount,
  PayoutDestination,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform, actingFor } from '../staff.ts';
import { payoutAccountOpened } from '../telemetry.ts';
import { openDestination } from './account-number.ts';
import { findAccount, insertOpening, listAccounts } from './account-queries.ts';
import { accountOf } from './account-view.ts';

export async function listPayoutAccounts(
  ctx: Ctx,
  { actor, params: { companyId } }: RequestOf<typeof listOperation>,
): Promise<{ accounts: PayoutAccount[] }> {
  const rows = await transaction(ctx.db, actingFor(actor, companyId), async (tx) => await listAccounts(tx, companyId));
  return { accounts: rows.map(accountOf) };
}

/** The whole number, for whoever pays into the account. That it was read is kept before it is told. */
export async function openPayoutAccount(
  ctx: Ctx,
  request: RequestOf<typeof openOperation>,
): Promise<PayoutDestination> {
  const { actor, params, body } = request;
  const { reason } = body;
  const account = await transaction(ctx.db, actingAsPlatform(actor), async (tx) => {
    const found = await findAccount(tx, params);
    if (found === undefined) throw new DomainError('NOT_FOUND', 'There is no such account.');
    await insertOpening(tx, { ...params, reason, by: actor.subjectId, at: ctx.clock.now() });
    await recordAct(tx, request, {
      company: params.companyId,
      thing: { kind: 'payout-account', id: params.accountId },
      before: null,
      after: { opened: true, reason },
    });
    return found;
  });
  payoutAccountOpened(ctx.log, { ...params, by: actor.subjectId });
  return openDestination(ctx, account);
}
