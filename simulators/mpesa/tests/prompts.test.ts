import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listenForCallbacks, member } from '@safiri/simulator-kit/testing';
import { developmentSettings, scenariosByEnding } from '../src/index.ts';
import { basic, pushBody, simulate, type Simulated } from './simulated.ts';

let mpesa: Simulated;
let merchant: Awaited<ReturnType<typeof listenForCallbacks>>;
beforeAll(async () => {
  mpesa = await simulate();
});
afterAll(() => mpesa.dispose());
beforeEach(async () => {
  merchant = await listenForCallbacks('/results/1');
});
afterEach(async () => {
  merchant.close();
  await mpesa.control('DELETE', 'faults');
  await mpesa.control('DELETE', 'switches');
  await mpesa.renewToken();
});

/** Pushes a prompt and lets all happen that is due at once. */
async function push(number: string, changes: object = {}) {
  const answer = await mpesa.push(number, { CallBackURL: merchant.url, ...changes }).catch(() => undefined);
  await mpesa.quiet();
  return { answer, id: String(member(answer?.json, 'CheckoutRequestID')) };
}

const resultOf = async (id: string): Promise<unknown> => member((await mpesa.query(id)).json, 'ResultCode');
const heardCodes = (): unknown[] =>
  merchant.heard.map(({ body }) => member(member(member(body, 'Body'), 'stkCallback'), 'ResultCode'));

describe('a prompt', () => {
  test('is taken with two names, and approved with a receipt of its own', async () => {
    const { answer, id } = await push('254712000000');
    expect(answer?.json).toEqual({
      MerchantRequestID: expect.any(String),
      CheckoutRequestID: expect.stringMatching(/^ws_CO_\d{18}712000000$/),
      ResponseCode: '0',
      ResponseDescription: 'Success. Request accepted for processing',
      CustomerMessage: 'Success. Request accepted for processing',
    });
    expect((await mpesa.query(id)).json).toMatchObject({ ResponseCode: '0', CheckoutRequestID: id, ResultCode: '0' });
    expect(merchant.heard).toEqual([
      {
        method: 'POST',
        path: '/results/1',
        body: {
          Body: {
            stkCallback: {
              MerchantRequestID: member(answer?.json, 'MerchantRequestID'),
              CheckoutRequestID: id,
              ResultCode: 0,
              ResultDesc: 'The service request is processed successfully.',
              CallbackMetadata: {
                Item: [
                  { Name: 'Amount', Value: 500 },
                  { Name: 'MpesaReceiptNumber', Value: expect.stringMatching(/^SIM[0-9A-Z]{7}$/) },
                  { Name: 'Balance' },
                  { Name: 'TransactionDate', Value: expect.any(Number) },
                  { Name: 'PhoneNumber', Value: 254712000000 },
                ],
              },
            },
          },
        },
      },
    ]);
  });

  test('that waits is 4999, or an error where the switch says so', async () => {
    const { id } = await push('254712345678');
    expect(await resultOf(id)).toBe('4999');
    await mpesa.control('PATCH', 'switches', { pendingShape: '500' });
    const answer = await mpesa.query(id);
    expect([answer.status, answer.json]).toMatchObject([
      500,
      { errorCode: '500.001.1001', errorMessage: 'The transaction is being processed' },
    ]);
    await mpesa.advance(4);
    expect(await resultOf(id)).toBe('0');
  });

  test('holds the phone: another one is refused while it may be answered', async () => {
    const number = '254712345679';
    const first = await push(number);
    expect((await push(number)).answer?.json).toMatchObject({
      errorCode: '500.001.1001',
      errorMessage: expect.stringContaining('Unable to lock subscriber'),
    });
    await mpesa.control('POST', `prompts/${first.id}/refuse`);
    expect(await resultOf(first.id)).toBe('1032');
    expect((await push(number)).answer?.status).toBe(200);
    await mpesa.advance(4);
  });

  test('that a person refuses, or that nobody answers, has failed without metadata', async () => {
    await mpesa.control('PATCH', 'switches', { autoApproveSeconds: 0 });
    await push('254712345670');
    await mpesa.advance(60);
    expect(merchant.heard).toMatchObject([{ body: { Body: { stkCallback: { ResultCode: 1037 } } } }]);
    expect(JSON.stringify(merchant.heard)).not.toContain('CallbackMetadata');
  });
});

describe('numbers', () => {
  test.each([
    ['254712000001', '1032'],
    ['254712000010', '1'],
    ['254712000011', '4'],
    ['254712000013', '1025'],
    ['254712000023', '17'],
    ['254112000024', '2001'],
  ])('%s fails with %s, as text in the query and as number in the callback', async (number, code) => {
    const { id } = await push(number);
    expect(await resultOf(id)).toBe(code);
    expect(heardCodes()).toEqual([Number(code)]);
  });

  test.each([
    ['254712000012', 400, '400.002.02'],
    ['254712000015', 500, '500.003.02'],
    ['254712000020', 500, '500.003.02'],
    ['254712000022', 500, '500.001.1001'],
  ])('%s is refused: %d %s', async (number, status, errorCode) => {
    const { answer } = await push(number);
    expect([answer?.status, member(answer?.json, 'errorCode')]).toEqual([status, errorCode]);
    expect(merchant.heard).toEqual([]);
  });

  test.each([
    ['254712000005', [0, 0]],
    ['254712000006', []],
    ['254712000007', [0]],
    ['254712000008', [0]],
    ['254712000016', [0]],
    ['254712000018', [1032, 0]],
    ['254712000019', []],
    ['254712000025', []],
  ])('%s is paid; heard of it: %j', async (number, codes) => {
    await push(number, { AccountReference: `N${number.slice(-5)}` });
    expect(heardCodes()).toHaveLength(codes.length);
    expect(heardCodes()).toEqual(expect.arrayContaining(codes));
    expect((await mpesa.control('GET', `charges?externalId=N${number.slice(-5)}`)).json).toMatchObject({
      charges: [{ status: 'SUCCESSFUL', amountMinor: 50_000, receipt: expect.stringMatching(/^SIM/) }],
    });
  });

  test('…09 calls back with another amount, …25 hours later', async () => {
    await push('254712000009');
    expect(JSON.stringify(merchant.heard)).toContain('{"Name":"Amount","Value":1}');
    await push('254712000025');
    expect(merchant.heard).toHaveLength(1);
    await mpesa.advance(3 * 3600);
    expect(merchant.heard).toHaveLength(2);
  });

  test('codes come as texts where the switch says so', async () => {
    await mpesa.control('PATCH', 'switches', { codeShape: 'text' });
    await push('254712000001');
    expect(heardCodes()).toEqual(['1032']);
  });

  test('the README lists every special number', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const [ending, { expects }] of scenariosByEnding) expect(readme).toContain(`| …${ending} | ${expects} |`);
  });
});

describe('what is malformed', () => {
  test.each([
    ['an amount of nothing', { Amount: 0 }, 'Amount'],
    ['cents', { Amount: '10.50' }, 'Amount'],
    ['more than is moved at once', { Amount: 250_001 }, 'Amount'],
    ['a number with a plus', { PhoneNumber: '+254712000000' }, 'PhoneNumber'],
    ['a number of another country', { PhoneNumber: '250788000000', PartyA: '250788000000' }, 'PhoneNumber'],
    ['a reference of thirteen', { AccountReference: 'SF12345678901' }, 'AccountReference'],
    ['a description of fourteen', { TransactionDesc: 'Ticket to Huye' }, 'TransactionDesc'],
    ['no description', { TransactionDesc: undefined }, 'Remarks'],
    ['an address that is none', { CallBackURL: 'callback' }, 'CallBackURL'],
    ['an address with a forbidden word', { CallBackURL: 'https://safiri.example/mpesa' }, 'CallBackURL'],
    ['no short code', { BusinessShortCode: '' }, 'BusinessShortCode'],
  ])('%s is blamed on its field', async (_what, changes, field) => {
    const answer = await mpesa.push('254712000000', changes);
    expect([answer.status, answer.json]).toEqual([
      400,
      { requestId: expect.any(String), errorCode: '400.002.02', errorMessage: `Bad Request - Invalid ${field}` },
    ]);
  });

  test.each([
    ['a wrong password', { Password: 'wrong' }, 'Wrong credentials'],
    ['another paybill', { BusinessShortCode: '123456' }, 'Merchant does not exist'],
  ])('%s is an error of the server', async (_what, changes, sentence) => {
    const answer = await mpesa.push('254712000000', changes);
    expect([answer.status, member(answer.json, 'errorCode')]).toEqual([500, '500.001.1001']);
    expect(member(answer.json, 'errorMessage')).toContain(sentence);
  });

  test('a body that is no object is an invalid payload', async () => {
    expect((await mpesa.call('/mpesa/stkpush/v1/processrequest', '{"Amount":')).json).toMatchObject({
      errorCode: '400.002.05',
    });
  });
});

describe('tokens', () => {
  const generate = (headers: Record<string, string>, query = '?grant_type=client_credentials') =>
    mpesa.send('GET', `/oauth/v1/generate${query}`, { headers });

  test('a token lives an hour, and its life is told as text', async () => {
    expect((await generate({ authorization: basic })).json).toEqual({
      access_token: expect.any(String),
      expires_in: '3599',
    });
    await mpesa.advance(3600);
    const late = await mpesa.push('254712000000');
    expect([late.status, member(late.json, 'errorCode')]).toEqual([404, '404.001.03']);
  });

  test('wrong keys are answered without a word, wrong requests with one', async () => {
    const wrong = await generate({ authorization: 'Basic dTpr' });
    expect([wrong.status, wrong.text]).toEqual([400, '']);
    expect((await generate({})).json).toMatchObject({ errorCode: '400.008.01' });
    expect((await generate({ authorization: basic }, '')).json).toMatchObject({ errorCode: '400.008.02' });
  });
});

test('the phone page shows the prompt as the customer reads it', async () => {
  await mpesa.push('254712345678');
  const page = (await mpesa.send('GET', '/?number=254712345678')).text;
  expect(page).toContain(`Do you want to pay Bus ticket to paybill ${developmentSettings.shortCode}?`);
  expect(page).toContain('+254 712 345 678');
  expect(pushBody('254712345678').AccountReference).toBe('SF12345678');
});
