import { parseMajor, type Clock, type Money } from '@safiri/kernel';
import type { Payment } from '../payment-provider.ts';
import { member, textOf } from '../send-http.ts';
import type { CallDaraja } from './call-daraja.ts';
import type { MpesaSettings } from './mpesa-settings.ts';
import { accountReference, pullBody } from './request-bodies.ts';

export type PulledPayment = { readonly receipt: string; readonly amount: Money | undefined };
/** Undefined when M-Pesa did not show all of it. */
export type PullPayments = (payment: Payment) => Promise<readonly PulledPayment[] | undefined>;

/** Rows in a page, as the documents imply. */
const pageRows = 100;
/** Payments of one paybill while one prompt may live; a paybill with more of them is not read to its end. */
const mostPages = 30;
/** Clocks differ a little. */
const marginMilliseconds = 60_000;
/** M-Pesa shows the last two days. */
const shownMilliseconds = 48 * 3_600_000;

/** Finds what was paid for an order since it was asked for, when nobody told us under which name. */
export function createPull(settings: MpesaSettings, call: CallDaraja, clock: Clock): PullPayments {
  return async (payment) => {
    if (!settings.pulls) return undefined;
    const until = new Date(clock.now().getTime() + marginMilliseconds);
    const from = new Date(payment.sentAt.getTime() - marginMilliseconds);
    if (until.getTime() - from.getTime() > shownMilliseconds) return undefined;
    const found: PulledPayment[] = [];
    for (let page = 0; page < mostPages; page += 1) {
      const rows = await readPage(call, pullBody(settings, { from, until, skip: page * pageRows }));
      if (rows === undefined) return undefined;
      found.push(...rows.flatMap((row) => readRow(row, accountReference(payment.orderReference))));
      if (rows.length < pageRows) return found;
    }
    return undefined;
  };
}

async function readPage(call: CallDaraja, body: object): Promise<readonly unknown[] | undefined> {
  const answer = await call('/pulltransactions/v1/query', body);
  if (!answer.answered || answer.status !== 200) return undefined;
  const code = textOf(member(answer.body, 'ResponseCode'));
  if (code === '1001') return [];
  const response = member(answer.body, 'Response');
  // The rows stand in a list of one list.
  return code === '1000' && Array.isArray(response) ? response.flat() : undefined;
}

function readRow(row: unknown, account: string): PulledPayment[] {
  const receipt = textOf(member(row, 'transactionId'));
  const reference = textOf(member(row, 'billreference'));
  if (receipt === undefined || reference?.trim().toUpperCase() !== account.toUpperCase()) return [];
  return [{ receipt, amount: parseMajor(textOf(member(row, 'amount')) ?? '', 'KES') }];
}
