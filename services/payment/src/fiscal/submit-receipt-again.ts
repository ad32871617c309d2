import type { Receipt, submitReceiptAgain as operation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { findReceipt, receiptOf } from '../receipts/receipt-queries.ts';
import { actingAsPlatform } from '../staff.ts';
import { submitAnew } from './submission-queries.ts';

/** A person has put right what kept the device from signing: it is asked again, with all its tries. */
export async function submitReceiptAgain(ctx: Ctx, request: RequestOf<typeof operation>): Promise<Receipt> {
  const { actor, params } = request;
  return await transaction(ctx.db, actingAsPlatform(actor), async (tx) => {
    const isAsked = await submitAnew(tx, params, ctx.clock.now());
    const row = await findReceipt(tx, params);
    if (row === undefined) throw new DomainError('NOT_FOUND', 'There is no such receipt.');
    if (!isAsked) throw new DomainError('RECEIPT_NOT_STUCK', 'Nothing keeps this receipt from its device.');
    await recordAct(tx, request, {
      company: params.companyId,
      thing: { kind: 'receipt', id: params.receiptId },
      before: { submission: 'stuck' },
      after: { submission: 'asked again' },
    });
    return receiptOf(row);
  });
}
