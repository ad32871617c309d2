import { createHash } from 'node:crypto';
import type { BodyOf, issueVoucher as operation, OutputOf } from '@safiri/contracts';
import { currencyDigits, DomainError, newId, smallestPaidMinor } from '@safiri/kernel';
import { recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { keyReused } from '../holds/hold-refusals.ts';
import { actingFor } from '../staff.ts';
import { voucherIssued } from '../telemetry.ts';
import { tellVoucherMoved } from './tell-voucher-moved.ts';
import { hashOfCode, newVoucherCode } from './voucher-code.ts';
import { findVoucherByKey, getIssue, insertVoucher } from './voucher-queries.ts';
import { voucherView } from './voucher-view.ts';

type Request = RequestOf<typeof operation>;

/** A liability that is older than this nobody plans with. */
const longestDays = 3 * 366;
const dayMilliseconds = 86_400_000;

/**
 * Issues a voucher once a key. The code of a bearer's is in the first answer alone, since only its hash is kept: whoever lost
 * that answer withdraws the voucher and issues another.
 */
export async function issueVoucher(ctx: Ctx, request: Request): Promise<OutputOf<typeof operation>> {
  const { actor, params, body, idempotencyKey } = request;
  const acting = actingFor(actor, params.companyId);
  refuseOddAmount(body);
  const code = body.ownerId === undefined ? newVoucherCode() : null;
  const asked = {
    voucherId: newId(),
    issuerId: params.companyId,
    ownerId: body.ownerId ?? null,
    codeHash: code === null ? null : hashOfCode(code),
    cause: body.cause,
    currency: body.amount.currency,
    amountMinor: body.amount.amountMinor,
    expiresAt: new Date(body.expiresAt),
    issuedBy: actor.subjectId,
    idempotencyKey,
    fingerprint: fingerprintOf(body),
  };
  const { voucher, isNew } = await transaction(ctx.db, acting, async (tx) => {
    const earlier = await findVoucherByKey(tx, asked);
    if (earlier === undefined) refuseExpiry(ctx, asked.expiresAt);
    const issued = earlier === undefined ? await insertVoucher(tx, asked) : undefined;
    if (issued !== undefined) {
      await tellVoucherMoved(tx, await getIssue(tx, issued.voucherId));
      await recordAct(tx, request, {
        company: params.companyId,
        thing: { kind: 'voucher', id: issued.voucherId },
        before: null,
        after: voucherView(issued),
      });
      return { voucher: issued, isNew: true };
    }
    const before = earlier ?? (await findVoucherByKey(tx, asked));
    if (before?.fingerprint !== asked.fingerprint) throw keyReused();
    return { voucher: before, isNew: false };
  });
  if (isNew) voucherIssued(ctx.log, voucher);
  return { voucher: voucherView(voucher), code: isNew ? code : null };
}

/** Cents that nobody can pay would leave a rest of an order that nobody can pay either. */
function refuseOddAmount({ amount: { amountMinor, currency } }: Request['body']): void {
  if (currencyDigits(currency) === undefined)
    throw new DomainError('CURRENCY_UNKNOWN', 'Nothing is sold in this currency.', { field: '/body/amount/currency' });
  if (amountMinor % smallestPaidMinor(currency) !== 0)
    throw new DomainError('NOT_WHOLE_UNITS', `Amounts are in whole units of ${currency}.`, {
      field: '/body/amount/amountMinor',
    });
}

function refuseExpiry(ctx: Ctx, expiresAt: Date): void {
  const ahead = expiresAt.getTime() - ctx.clock.now().getTime();
  if (ahead <= 0 || ahead > longestDays * dayMilliseconds)
    throw new DomainError(
      'EXPIRY_OUT_OF_RANGE',
      'A voucher expires in the future, three years from now at the latest.',
      {
        field: '/body/expiresAt',
      },
    );
}

function fingerprintOf({ amount, ownerId, cause, expiresAt }: BodyOf<typeof operation>): string {
  const asked = [amount.amountMinor, amount.currency, ownerId ?? null, cause, expiresAt];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
}
