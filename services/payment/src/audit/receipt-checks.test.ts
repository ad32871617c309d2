import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asService, transaction } from '@safiri/runtime';
import { dueOf } from '../../tests/ledger-desk.ts';
import { openReceiptDesk, type ReceiptDesk } from '../../tests/receipt-desk.ts';
import { platformId } from '../ledger/ledger-set.ts';
import { inspect } from './inspect.ts';

let desk: ReceiptDesk;
beforeAll(async () => {
  desk = await openReceiptDesk();
});
afterAll(async () => await desk.close());

type Scene = {
  readonly orderId: string;
  readonly companyId: string;
  readonly receiptId: string;
  readonly noteId: string;
};

/** A sale of 5,900 with 900 of taxes that the platform pays, of which a half went back. */
async function openScene(): Promise<Scene> {
  const companyId = await desk.company();
  await desk.taxed(companyId, { remittedBy: 'platform' });
  const booking = await desk.booked(companyId, 5_900);
  await desk.issue();
  await desk.hearRefundDue(dueOf(booking, 2_950, [{ companyId, amountMinor: 2_950 }]));
  await desk.issue();
  const [receipt, note] = await desk.read(booking.link);
  return { orderId: booking.orderId, companyId, receiptId: receipt?.receiptId ?? '', noteId: note?.receiptId ?? '' };
}

async function kindsFound(...orderIds: readonly string[]): Promise<string[]> {
  const look = async () =>
    await transaction(desk.bed.deps.db, asService, async (tx) => await inspect(tx, { orderIds, tripIds: [] }));
  return (await look()).map(({ kind, subject }) => `${kind} of ${subject}`);
}

/** Of receipts, checks that rows sum up are put aside for the moment of a lie. */
const lie = (statement: string): string =>
  `alter table receipts drop constraint receipts_sum; ${statement}; alter table receipts add constraint receipts_sum check (true)`;

describe('what a receipt says and nobody posted, or the other way, is found:', () => {
  const cases: {
    readonly what: string;
    readonly statement: (scene: Scene) => string;
    readonly found: (scene: Scene) => string[];
  }[] = [
    {
      what: 'a tax that was not withheld',
      statement: ({ receiptId }) => `delete from ledger_entries where source_id = '${receiptId}'`,
      found: ({ receiptId }) => [`tax-not-posted of receipt ${receiptId}`],
    },
    {
      what: 'a tax that a credit note did not give back',
      statement: ({ noteId }) => `delete from ledger_entries where source_id = '${noteId}'`,
      found: ({ noteId }) => [`tax-not-posted of receipt ${noteId}`],
    },
    {
      what: 'a credit note that is gone',
      statement: ({ noteId }) => `delete from receipts where receipt_id = '${noteId}'`,
      found: ({ noteId }) => [`tax-posted-without-receipt of receipt ${noteId}`],
    },
    {
      what: 'a receipt of another amount than was sold',
      statement: ({ receiptId }) =>
        lie(`update receipts set total_minor = 6000, net_minor = 5100 where receipt_id = '${receiptId}'`),
      found: ({ receiptId }) => [`receipt-differs-from-sale of receipt ${receiptId}`],
    },
    {
      what: 'a credit note of more than was sold',
      statement: ({ noteId }) => lie(`update receipts set total_minor = 5901 where receipt_id = '${noteId}'`),
      found: ({ receiptId, noteId }) => [
        `receipt-differs-from-sale of receipt ${noteId}`,
        `receipt-overcredited of receipt ${receiptId}`,
      ],
    },
    {
      what: 'a receipt that nobody issues',
      statement: ({ orderId, companyId }) => `
        insert into receipt_requests (receipt_id, company_id, kind, source_id, order_id, reference, locale, currency, total_minor, lines, sold_at, requested_at)
        values ('${orderId}', '${companyId}', 'credit-note', '${orderId}', '${orderId}', 'R', 'en', 'RWF', 1, '[]', now(), now() - interval '2 hours')`,
      found: ({ orderId }) => [`receipt-waits-too-long of receipt ${orderId}`],
    },
  ];
  it.each(cases)('$what', async ({ statement, found }) => {
    const scene = await openScene();
    expect(await kindsFound(scene.orderId)).toEqual([]);
    await desk.force(statement(scene));
    expect(await kindsFound(scene.orderId)).toEqual(found(scene));
    await desk.force(`delete from receipt_requests where order_id = '${scene.orderId}'`);
  });

  it('a number that nobody has', async () => {
    const { companyId, noteId } = await openScene();
    const subject = `receipt-number-missing of company ${companyId}`;
    expect(await kindsFound(platformId)).not.toContain(subject);
    await desk.force(`delete from receipts where receipt_id = '${noteId}'`);
    expect(await kindsFound(platformId)).toContain(subject);
  });
});
