import { describe, expect, it } from 'vitest';
import { readStatement } from './read-statement.ts';

const read = async (method: string, text: string) => await readStatement(method, Buffer.from(text));

const momo = `\ufeffFinancial Transaction Id,External Id,Date,Status,Type,Amount,Currency,Fee
1001,SF-1,2026-11-21 08:00:00,Successful,Request to Pay,"5,000",RWF,50
1002,SF-2,2026-11-21T09:00:00+02:00,Failed,Request to Pay,3000,RWF,
1003,SF-1,2026-11-21 10:00:00,Successful,Refund,2000,RWF,0
`;
const mPesa = `Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,A/C No.
NLJ7RT61SV,2026-11-21 10:00:00,Pay Bill Online from 2547 ***** 126,Completed,"1,450.00",,SF-1
NLJ7RT61SV,2026-11-21 10:00:00,Pay Bill Charge,Completed,,-8.00,
NLJ7RT61SX,2026-11-21 11:00:00,Business Payment to Customer via API,Completed,,-1450.00,SF-1
NLJ7RT61SY,2026-11-21 12:00:00,Business Account to Bank,Completed,,-9000.00,
`;
const mPesaPull = JSON.stringify({
  ResponseCode: '1000',
  Response: [
    {
      transactionId: 'NLJ7RT61SV',
      trxDate: '2026-11-21T10:00:00',
      transactiontype: 'c2b-pay-bill-debit',
      billreference: 'SF-1',
      amount: '1450.0',
    },
  ],
});
const paypal = JSON.stringify({
  account_number: 'X',
  transaction_details: [
    {
      transaction_info: {
        transaction_id: '3C679366HH908993F',
        transaction_event_code: 'T0006',
        transaction_initiation_date: '2026-11-21T08:00:00Z',
        transaction_amount: { currency_code: 'USD', value: '12.50' },
        fee_amount: { currency_code: 'USD', value: '-0.73' },
        transaction_status: 'S',
        custom_field: 'SF-1',
      },
    },
    {
      transaction_info: {
        transaction_id: '8MC585209K746392H',
        transaction_event_code: 'T1107',
        transaction_initiation_date: '2026-11-21T09:00:00Z',
        transaction_amount: { currency_code: 'USD', value: '-12.50' },
        transaction_status: 'S',
      },
    },
    {
      transaction_info: {
        transaction_id: '9MC585209K746392H',
        transaction_event_code: 'T0400',
        transaction_initiation_date: '2026-11-21T09:00:00Z',
        transaction_amount: { currency_code: 'USD', value: '-100.00' },
        transaction_status: 'S',
      },
    },
  ],
});
const paypalCsv = `"Date","Time","Type","Status","Currency","Gross","Fee","Net","Transaction ID","Custom Number"
"2026-11-21","08:00:00","Express Checkout Payment","Completed","USD","12.50","-0.73","11.77","3C679366HH908993F","SF-1"
`;
const card = `id,type,status,amount,currency,fee,reference,created_at
card_pay_1,payment,captured,145000,KES,4200,SF-1,2026-11-21T08:00:00Z
card_ref_1,refund,succeeded,-145000,KES,0,SF-1,2026-11-21T09:00:00Z
`;
const cardJson = JSON.stringify([
  {
    id: 'card_pay_1',
    type: 'payment',
    status: 'captured',
    amount: 145000,
    currency: 'KES',
    fee: 4200,
    metadata: { payment_id: 'SF-1' },
    created_at: '2026-11-21T08:00:00Z',
  },
]);

describe('a statement is read, of', () => {
  const line = (text: string) => text.split(' ');
  it.each([
    [
      'mtn-momo',
      momo,
      [
        'payment 1001 SF-1 succeeded 5000 RWF 50 2026-11-21T08:00:00.000Z',
        'payment 1002 SF-2 failed 3000 RWF 0 2026-11-21T07:00:00.000Z',
        'refund 1003 SF-1 succeeded 2000 RWF 0 2026-11-21T10:00:00.000Z',
      ],
    ],
    [
      'm-pesa',
      mPesa,
      [
        'payment NLJ7RT61SV SF-1 succeeded 145000 KES 0 2026-11-21T07:00:00.000Z',
        'fee NLJ7RT61SV - succeeded 0 KES 800 2026-11-21T07:00:00.000Z',
        'refund NLJ7RT61SX SF-1 succeeded 145000 KES 0 2026-11-21T08:00:00.000Z',
        'other NLJ7RT61SY - succeeded 900000 KES 0 2026-11-21T09:00:00.000Z',
      ],
    ],
    ['m-pesa', mPesaPull, ['payment NLJ7RT61SV SF-1 succeeded 145000 KES 0 2026-11-21T07:00:00.000Z']],
    [
      'paypal',
      paypal,
      [
        'payment 3C679366HH908993F SF-1 succeeded 1250 USD 73 2026-11-21T08:00:00.000Z',
        'refund 8MC585209K746392H - succeeded 1250 USD 0 2026-11-21T09:00:00.000Z',
        'other 9MC585209K746392H - succeeded 10000 USD 0 2026-11-21T09:00:00.000Z',
      ],
    ],
    ['paypal', paypalCsv, ['payment 3C679366HH908993F SF-1 succeeded 1250 USD 73 2026-11-21T08:00:00.000Z']],
    [
      'card',
      card,
      [
        'payment card_pay_1 SF-1 succeeded 145000 KES 4200 2026-11-21T08:00:00.000Z',
        'refund card_ref_1 SF-1 succeeded 145000 KES 0 2026-11-21T09:00:00.000Z',
      ],
    ],
    ['card', cardJson, ['payment card_pay_1 SF-1 succeeded 145000 KES 4200 2026-11-21T08:00:00.000Z']],
  ])('%s', async (method, text, expected) => {
    const { lines, problems } = await read(method, text);
    expect(problems).toEqual([]);
    const cells = lines.map((each) =>
      [
        each.kind,
        each.transactionId,
        each.reference ?? '-',
        each.status,
        each.amountMinor,
        each.currency,
        each.feeMinor,
        each.happenedAt,
      ].map(String),
    );
    expect(cells).toEqual(expected.map(line));
  });
});

it('lines that are none are named by number, and the others are read', async () => {
  const text = `${momo}1004,SF-4,yesterday,Successful,Request to Pay,10,RWF,
1005,SF-5,2026-11-21 10:00:00,Perhaps,Request to Pay,10,RWF,
1006,SF-6,2026-11-21 10:00:00,Successful,Request to Pay,ten,RWF,
,SF-7,2026-11-21 10:00:00,Successful,Request to Pay,10,RWF,
1008,SF-8
1001,SF-1,2026-11-21 08:00:00,Successful,Request to Pay,5000,RWF,50
`;
  const { lines, problems } = await read('mtn-momo', text);
  expect(lines.map(({ transactionId, occurrence, lineNo }) => [transactionId, occurrence, lineNo])).toEqual([
    ['1001', 1, 2],
    ['1002', 1, 3],
    ['1003', 1, 4],
    ['1001', 2, 10],
  ]);
  expect(problems.map(({ lineNo, problem }) => `${lineNo} ${problem}`)).toEqual([
    '5 What stands in the column "date" is no time.',
    '6 The word in the column "status" is not known.',
    '7 What stands in the column "amount" is no amount of RWF.',
    '8 Nothing stands in the column "financial transaction id".',
    '9 Nothing stands in the column "currency".',
  ]);
});

it.each([
  ['another company’s file', card],
  ['JSON without a list', '{"error":"no"}'],
  ['broken JSON', '[{"id":'],
])('%s is refused as no statement', async (_what, text) => {
  await expect(read('mtn-momo', text)).rejects.toMatchObject({ code: 'NOT_A_STATEMENT' });
});

it('what a database cannot keep is left out', async () => {
  const text =
    '[{"id":"a\\u0000b\\ud800","type":"payment","status":"captured","amount":1,"currency":"KES","created_at":"2026-11-21T08:00:00Z"}]';
  const { lines } = await read('card', text);
  expect(lines.map(({ transactionId }) => transactionId)).toEqual(['ab\ufffd']);
});

it('an empty statement is one: nothing happened', async () => {
  expect(await read('paypal', '{"transaction_details":[]}')).toEqual({ lines: [], problems: [] });
});
