import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listenForCallbacks, member } from '@safiri/simulator-kit/testing';
import { simulate, type Simulated } from './simulated.ts';

let mpesa: Simulated;
let merchant: Awaited<ReturnType<typeof listenForCallbacks>>;
beforeAll(async () => {
  mpesa = await simulate();
});
afterAll(() => mpesa.dispose());
beforeEach(async () => {
  merchant = await listenForCallbacks('/results/1');
});
afterEach(() => merchant.close());

/** A payment of 500 shillings; answers its receipt. */
async function pay(number = '254712000000', reference = 'SF12345678'): Promise<string> {
  const { json } = await mpesa.push(number, { AccountReference: reference });
  await mpesa.quiet();
  const booked = await mpesa.control('GET', `transactions/${String(member(json, 'CheckoutRequestID'))}`);
  return String(member(booked.json, 'receipt'));
}

const toMerchant = () => ({ ResultURL: merchant.url, QueueTimeOutURL: merchant.url });

/** The results that were heard. */
const results = (): unknown[] => merchant.heard.map(({ body }) => member(body, 'Result'));

async function balanceOf(owner: string): Promise<unknown> {
  const { json } = await mpesa.control('GET', 'balances');
  const balances: unknown = member(json, 'balances');
  const found = Array.isArray(balances) ? balances.find((each) => member(each, 'owner') === owner) : undefined;
  return member(found, 'balanceMinor');
}

describe('a reversal', () => {
  test('gives all back once; a second time it was reversed already', async () => {
    const number = '254712100000';
    const receipt = await pay(number);
    const before = await balanceOf(`MSISDN ${number}`);
    const answer = await mpesa.reverse(receipt, toMerchant());
    expect(answer.json).toMatchObject({ ResponseCode: '0', ConversationID: expect.stringMatching(/^AG_/) });
    await mpesa.advance(1);
    await mpesa.reverse(receipt, toMerchant());
    await mpesa.advance(1);
    expect(results()).toMatchObject([
      { ResultType: 0, ResultCode: 0, OriginatorConversationID: member(answer.json, 'OriginatorConversationID') },
      { ResultCode: 'R000001' },
    ]);
    expect(JSON.stringify(results()[0])).toContain(`{"Key":"OriginalTransactionID","Value":"${receipt}"}`);
    expect(await balanceOf(`MSISDN ${number}`)).toBe(Number(before) + 50_000);
    expect((await mpesa.control('GET', 'summary')).json).toMatchObject({ problems: [] });
  });

  test.each([
    ['part of a payment', { Amount: 200 }, 'R000002'],
    ['a payment that never was', { TransactionID: 'SIM0009999' }, 'R000002'],
    ['an initiator who is none', { SecurityCredential: 'wrong' }, 2001],
  ])('of %s fails', async (_what, changes, code) => {
    await mpesa.reverse(await pay(), { ...toMerchant(), ...changes });
    await mpesa.advance(1);
    expect(results()).toMatchObject([{ ResultCode: code }]);
    expect(JSON.stringify(results())).not.toContain('ResultParameters');
  });

  test('of money that was paid out meanwhile fails for want of funds', async () => {
    const poor = await simulate({ floatBalance: 0 });
    await poor.payOut('254712000000', toMerchant());
    await poor.advance(1);
    expect(results()).toMatchObject([{ ResultCode: 1 }]);
    await poor.dispose();
  });
});

describe('a payment to a customer', () => {
  test('is taken once under its conversation', async () => {
    const name = { OriginatorConversationID: 'd8a30b18-1d0c-4c7b-a6a6-2f4e2f9b7a11', ...toMerchant() };
    expect((await mpesa.payOut('254712345678', name)).status).toBe(200);
    const again = await mpesa.payOut('254712345678', name);
    expect([again.status, member(again.json, 'errorCode')]).toEqual([500, '500.002.1001']);
    await mpesa.advance(1);
    expect(results()).toMatchObject(
      [{ ResultCode: 0, OriginatorConversationID: name.OriginatorConversationID, TransactionID: /^SIM/ }].map(
        ({ TransactionID: _pattern, ...rest }) => rest,
      ),
    );
    expect(await balanceOf('MSISDN 254712345678')).toBe(1_000_020_000);
  });

  test.each([
    ['nine shillings', { Amount: 9 }, 'Amount'],
    ['no occasion', { Occassion: '' }, 'Occassion'],
    ['a command of another kind', { CommandID: 'Gift' }, 'CommandID'],
  ])('of %s is refused', async (_what, changes, field) => {
    expect((await mpesa.payOut('254712345678', changes)).json).toMatchObject({
      errorMessage: `Bad Request - Invalid ${field}`,
    });
  });

  test('…30 fails, …33 is refused, …35 is said to have timed out first', async () => {
    await mpesa.payOut('254712000030', toMerchant());
    expect((await mpesa.payOut('254712000033', toMerchant())).json).toMatchObject({ errorCode: '500.003.02' });
    await mpesa.advance(1);
    expect(results()).toMatchObject([{ ResultCode: 11 }]);
    await mpesa.payOut('254712000035', toMerchant());
    await mpesa.advance(1);
    expect(results().slice(1)).toMatchObject([{ ResultType: 1 }, { ResultType: 0, ResultCode: 0 }]);
  });
});

describe('the status of a transaction', () => {
  test('is told by callback, for a receipt and for a conversation', async () => {
    const receipt = await pay();
    await mpesa.askStatus({ ...toMerchant(), TransactionID: receipt });
    const { json } = await mpesa.payOut('254712000030');
    await mpesa.advance(1);
    const conversation = member(json, 'OriginatorConversationID');
    await mpesa.askStatus({ ...toMerchant(), OriginalConversationID: conversation });
    await mpesa.askStatus({ ...toMerchant(), OriginalConversationID: 'never-heard-of' });
    await mpesa.quiet();
    const said = JSON.stringify(results());
    expect(said).toContain(`{"Key":"ReceiptNo","Value":"${receipt}"}`);
    expect(said).toContain('{"Key":"TransactionStatus","Value":"Completed"}');
    expect(said).toContain('{"Key":"TransactionStatus","Value":"Failed"}');
    expect(results().map((result) => member(result, 'ResultCode'))).toContain('R000002');
  });
});

test('what customers paid can be pulled in pages, with the reference they paid for', async () => {
  const receipt = await pay('254712200000', 'SFPULL0001');
  const { json } = await mpesa.pull();
  expect(json).toMatchObject({ ResponseCode: '1000' });
  expect(JSON.stringify(json)).toContain(`{"transactionId":"${receipt}","trxDate":`);
  expect(JSON.stringify(json)).toContain('"billreference":"SFPULL0001","amount":"500.0"');
  expect((await mpesa.pull({ OffSetValue: '5000' })).json).toMatchObject({ ResponseCode: '1001', Response: [[]] });
});
