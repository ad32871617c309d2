import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { listSettledCharges, type Transaction } from '@safiri/simulator-kit';
import { receiptOf } from '../books/receipts.ts';
import type { Context } from '../context.ts';
import { parsePlainTime, plainTime } from './east-african-time.ts';
import { invalid } from './errors.ts';
import { textField, type Body } from './fields.ts';
import { checkShortCode } from './merchant.ts';

/** Transactions are kept for pulling this long. */
const keptMillis = 48 * 3_600_000;
/** Rows in an answer; the documents' example implies as many. */
const rowsAtOnce = 100;

/** What customers paid lately, a page at a time: the way to find money of which nobody has told. */
export function registerPull(app: FastifyInstance, context: Context): void {
  app.post<{ Body: Body }>('/pulltransactions/v1/query', async ({ body }) => {
    checkShortCode(body, 'ShortCode', context);
    const keptSince = context.clock.nowMillis() - keptMillis;
    const rows = listSettledCharges(context.books, {
      fromMillis: Math.max(instantField(body, 'StartDate'), keptSince),
      untilMillis: instantField(body, 'EndDate'),
      skip: Number(textField(body, 'OffSetValue', { from: 1, to: 6 })) || 0,
      limit: rowsAtOnce,
    });
    return {
      ResponseRefID: randomUUID(),
      ResponseCode: rows.length > 0 ? '1000' : '1001',
      ResponseMessage: rows.length > 0 ? 'Success' : 'No transactions',
      Response: [rows.map((row) => rowView(row))],
    };
  });
}

function instantField(body: Body, field: string): number {
  const millis = parsePlainTime(textField(body, field, { from: 1, to: 19 }));
  if (millis === undefined) throw invalid(field);
  return millis;
}

function rowView(charge: Transaction): object {
  return {
    transactionId: receiptOf(charge),
    trxDate: plainTime(charge.settledMillis ?? 0),
    msisdn: charge.party,
    sender: 'MPESA',
    transactiontype: 'c2b-pay-bill-debit',
    billreference: charge.externalId,
    amount: (charge.amountMinor / 100).toFixed(1),
    organizationname: 'SIMULATED PAYBILL',
  };
}
