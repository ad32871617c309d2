import { isDeepStrictEqual } from 'node:util';
import type { askPayoutAccount as operation, PayoutAccount } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { payoutAccountAsked } from '../telemetry.ts';
import { maskNumber, openDestination, plainNumber, sealDestination } from './account-number.ts';
import { findAccount, insertAccount } from './account-queries.ts';
import { accountOf } from './account-view.ts';
import { tellChange } from './tell-change.ts';

/** Writes down where a company wants its payouts to go. They go there once somebody else has confirmed it. */
export async function askPayoutAccount(ctx: Ctx, request: RequestOf<typeof operation>): Promise<PayoutAccount> {
  const { actor, params, body } = request;
  const { companyId } = params;
  const { accountId, currency } = body;
  const destination = plainNumber(body.destination);
  const validFrom = new Date(body.validFrom);
  return await transaction(ctx.db, actingFor(actor, companyId), async (tx) => {
    const isNew = await insertAccount(tx, {
      companyId,
      accountId,
      currency,
      kind: destination.kind,
      institution: destination.institution,
      maskedNumber: maskNumber(destination.number),
      sealed: sealDestination(ctx, { companyId, accountId }, destination),
      validFrom,
      askedBy: actor.subjectId,
      askedAt: ctx.clock.now(),
    });
    const account = await findAccount(tx, { companyId, accountId });
    assert(account !== undefined, 'an account that was asked for is there');
    const isSame =
      account.currency === currency &&
      account.validFrom.getTime() === validFrom.getTime() &&
      isDeepStrictEqual(openDestination(ctx, account), destination);
    if (!isSame)
      throw new DomainError('PAYOUT_ACCOUNT_REUSED', 'This id belongs to another account.', {
        field: '/body/accountId',
      });
    if (isNew) {
      await tellChange(tx, account);
      await recordAct(tx, request, {
        company: companyId,
        thing: { kind: 'payout-account', id: accountId },
        before: null,
        after: accountOf(account),
      });
      payoutAccountAsked(ctx.log, account);
    }
    return accountOf(account);
  });
}
