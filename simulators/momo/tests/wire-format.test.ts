import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentSettings } from '../src/index.ts';
import { member } from '@safiri/simulator-kit/testing';
import { basic, chargeBody, simulate, type Simulated } from './simulated.ts';

let momo: Simulated;
beforeAll(async () => {
  momo = await simulate();
});
afterAll(() => momo.dispose());

const ordinary = '250788123456';
const { apiUser, collectionKey, disbursementKey } = developmentSettings;

describe('request to pay', () => {
  test('an accepted request answers 202 with an empty body and is pending', async () => {
    const referenceId = randomUUID();
    const accepted = await momo.charge(ordinary, { referenceId });
    expect([accepted.status, accepted.text]).toEqual([202, '']);
    const status = await momo.status(referenceId);
    expect(status.status).toBe(200);
    expect(status.json).toEqual({ ...chargeBody(ordinary), status: 'PENDING' });
  });

  test('a reference id is taken once, whatever the second body says', async () => {
    const referenceId = randomUUID();
    await momo.charge(ordinary, { referenceId });
    const again = await momo.charge(ordinary, { referenceId: referenceId.toUpperCase(), amount: '1' });
    expect(again.status).toBe(409);
    expect(again.json).toEqual({
      code: 'RESOURCE_ALREADY_EXIST',
      message: 'Duplicated reference id. Creation of resource failed.',
    });
    expect(member((await momo.status(referenceId)).json, 'amount')).toBe('5000');
  });

  test('of many requests with one reference id at the same time exactly one is accepted', async () => {
    const referenceId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 12 }, () => momo.charge(ordinary, { referenceId })));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(11);
  });

  test('a malformed request does not use up its reference id', async () => {
    const referenceId = randomUUID();
    expect((await momo.charge(ordinary, { referenceId, amount: 'many' })).status).toBe(400);
    expect((await momo.charge(ordinary, { referenceId })).status).toBe(202);
  });

  const body = chargeBody(ordinary);
  test.each<[string, unknown]>([
    ['an amount that is a number', { ...body, amount: 5000 }],
    ['an amount of nothing', { ...body, amount: '0' }],
    ['a negative amount', { ...body, amount: '-5' }],
    ['decimals in a currency without', { ...body, amount: '5000.00' }],
    ['more decimals than the currency has', { ...body, amount: '12.345', currency: 'USD' }],
    ['no amount', { ...body, amount: undefined }],
    ['no currency', { ...body, currency: undefined }],
    ['no externalId', { ...body, externalId: undefined }],
    ['no payer', { ...body, payer: undefined }],
    ['a payer with a plus sign', { ...body, payer: { partyIdType: 'MSISDN', partyId: '+250788123456' } }],
    ['an unknown kind of payer', { ...body, payer: { partyIdType: 'PIGEON', partyId: '1' } }],
    ['an apostrophe', { ...body, payerMessage: "Ng'ambo to Huye" }],
    ['an arrow', { ...body, payeeNote: 'Kigali → Huye' }],
    ['a note of 161 characters', { ...body, payeeNote: 'a'.repeat(161) }],
    ['broken JSON', '{"amount":'],
    ['an array', '[]'],
  ])('%s is an empty 400 with the reason in a header', async (_what, wrong) => {
    const answer = await momo.send('POST', '/collection/v1_0/requesttopay', {
      headers: { ...momo.collection, 'x-reference-id': randomUUID() },
      body: wrong,
    });
    expect([answer.status, answer.text]).toEqual([400, '']);
    expect(answer.headers.get('x-simulator-reason')).not.toBe('');
  });

  test.each<{ what: string; headers: Record<string, string>; status: number; code?: string }>([
    { what: 'a UUID of version 7', headers: { 'x-reference-id': '01890a5d-ac96-774b-bcce-b302099a8057' }, status: 400 },
    { what: 'no UUID', headers: { 'x-reference-id': 'BK-2026-000123' }, status: 400 },
    { what: 'an empty callback address', headers: { 'x-callback-url': '' }, status: 400 },
    { what: 'a callback address that is none', headers: { 'x-callback-url': 'localhost/callback' }, status: 400 },
    {
      what: 'a callback host that is not registered',
      headers: { 'x-callback-url': 'http://example.com/callback' },
      status: 500,
      code: 'INVALID_CALLBACK_URL_HOST',
    },
    {
      what: 'a callback host that is an address',
      headers: { 'x-callback-url': 'http://127.0.0.1/callback' },
      status: 500,
      code: 'INVALID_CALLBACK_URL_HOST',
    },
    {
      what: 'another environment',
      headers: { 'x-target-environment': 'mtnrwanda' },
      status: 500,
      code: 'NOT_ALLOWED_TARGET_ENVIRONMENT',
    },
    { what: 'a wrong token', headers: { authorization: 'Bearer a.b.c' }, status: 401 },
    { what: 'no token', headers: { authorization: '' }, status: 401 },
    {
      what: 'the subscription key of another product',
      headers: { 'ocp-apim-subscription-key': disbursementKey },
      status: 401,
    },
    { what: 'text instead of JSON', headers: { 'content-type': 'text/plain' }, status: 400 },
  ])('$what answers as MTN does', async ({ headers, status, code }) => {
    const answer = await momo.charge(ordinary, { headers });
    expect(answer.status).toBe(status);
    expect(member(answer.json, 'code')).toBe(code);
  });

  test('a currency that the configuration does not name is INVALID_CURRENCY', async () => {
    const answer = await momo.charge(ordinary, { currency: 'KES', amount: '100.00' });
    expect([answer.status, member(answer.json, 'code')]).toEqual([500, 'INVALID_CURRENCY']);
  });

  test('an empty note is an internal error, as it was met in production', async () => {
    const answer = await momo.send('POST', '/collection/v1_0/requesttopay', {
      headers: { ...momo.collection, 'x-reference-id': randomUUID() },
      body: { ...chargeBody(ordinary), payeeNote: '' },
    });
    expect([answer.status, member(answer.json, 'code')]).toEqual([500, 'INTERNAL_PROCESSING_ERROR']);
  });

  test('USD takes its two decimals', async () => {
    const referenceId = randomUUID();
    expect((await momo.charge(ordinary, { referenceId, amount: '12.50', currency: 'USD' })).status).toBe(202);
    expect(member((await momo.status(referenceId)).json, 'amount')).toBe('12.50');
  });

  test('an unknown reference id is RESOURCE_NOT_FOUND, a malformed one 400', async () => {
    const unknown = await momo.status(randomUUID());
    expect([unknown.status, member(unknown.json, 'code')]).toEqual([404, 'RESOURCE_NOT_FOUND']);
    expect((await momo.status('17')).status).toBe(400);
  });
});

describe('credentials', () => {
  test('a token is a bearer of one hour for one product', async () => {
    const answer = await momo.send('POST', '/collection/token/', {
      headers: { authorization: basic, 'ocp-apim-subscription-key': collectionKey },
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'access_token',
      expires_in: 3600,
    });
    const elsewhere = await momo.send('GET', '/disbursement/v1_0/account/balance', {
      headers: { ...momo.disbursement, authorization: momo.collection['authorization'] ?? '' },
    });
    expect(elsewhere.status).toBe(401);
  });

  test.each<{ what: string; path: string; headers: Record<string, string>; body?: unknown; status: number }>([
    {
      what: 'a body',
      path: '/collection/token/',
      headers: { authorization: basic, 'ocp-apim-subscription-key': collectionKey },
      body: { grant: 1 },
      status: 400,
    },
    {
      what: 'no slash at the end',
      path: '/collection/token',
      headers: { authorization: basic, 'ocp-apim-subscription-key': collectionKey },
      status: 400,
    },
    {
      what: 'a wrong API key',
      path: '/collection/token/',
      headers: { authorization: 'Basic dTpr', 'ocp-apim-subscription-key': collectionKey },
      status: 401,
    },
    {
      what: 'a wrong subscription key',
      path: '/collection/token/',
      headers: { authorization: basic, 'ocp-apim-subscription-key': 'x' },
      status: 401,
    },
    { what: 'no subscription key', path: '/disbursement/token/', headers: { authorization: basic }, status: 401 },
  ])('a token request with $what is refused', async ({ path, headers, body, status }) => {
    expect((await momo.send('POST', path, { headers, body })).status).toBe(status);
  });

  test('a token ends after an hour', async () => {
    const late = await simulate();
    await late.advance(3599);
    expect((await late.charge(ordinary)).status).toBe(202);
    await late.advance(1);
    expect((await late.charge(ordinary)).status).toBe(401);
    await late.dispose();
  });

  test('an API user is provisioned, gets a key and is then as good as the configured one', async () => {
    const id = randomUUID();
    const headers = { 'x-reference-id': id, 'ocp-apim-subscription-key': collectionKey };
    const make = () =>
      momo.send('POST', '/v1_0/apiuser', { headers, body: { providerCallbackHost: 'clinic.example' } });
    const made = await make();
    expect([made.status, made.text]).toEqual([201, '']);
    expect((await make()).status).toBe(409);
    expect((await momo.send('GET', `/v1_0/apiuser/${id}`, { headers })).json).toEqual({
      providerCallbackHost: 'clinic.example',
      targetEnvironment: 'sandbox',
    });
    const key = await momo.send('POST', `/v1_0/apiuser/${id}/apikey`, { headers });
    expect([key.status, key.json]).toEqual([201, { apiKey: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    const authorization = `Basic ${Buffer.from(`${id}:${String(member(key.json, 'apiKey'))}`).toString('base64')}`;
    const token = await momo.send('POST', '/collection/token/', { headers: { ...headers, authorization } });
    expect(token.status).toBe(200);
  });

  test.each<{ what: string; path: string; headers: Record<string, string>; status: number }>([
    {
      what: 'an unknown user',
      path: `/v1_0/apiuser/${randomUUID()}`,
      headers: { 'ocp-apim-subscription-key': collectionKey },
      status: 404,
    },
    {
      what: 'a name that is no UUID',
      path: '/v1_0/apiuser/me',
      headers: { 'ocp-apim-subscription-key': collectionKey },
      status: 400,
    },
    {
      what: 'a wrong subscription key',
      path: `/v1_0/apiuser/${apiUser}`,
      headers: { 'ocp-apim-subscription-key': 'x' },
      status: 401,
    },
  ])('provisioning refuses $what', async ({ path, headers, status }) => {
    expect((await momo.send('GET', path, { headers })).status).toBe(status);
  });

  test('one API user does not see the charges of another', async () => {
    const id = randomUUID();
    const headers = { 'x-reference-id': id, 'ocp-apim-subscription-key': collectionKey };
    await momo.send('POST', '/v1_0/apiuser', { headers, body: { providerCallbackHost: 'clinic.example' } });
    const key = await momo.send('POST', `/v1_0/apiuser/${id}/apikey`, { headers });
    const authorization = `Basic ${Buffer.from(`${id}:${String(member(key.json, 'apiKey'))}`).toString('base64')}`;
    const token = await momo.send('POST', '/collection/token/', { headers: { ...headers, authorization } });
    const mine = randomUUID();
    await momo.charge(ordinary, { referenceId: mine });
    const bearer = { ...momo.collection, authorization: `Bearer ${String(member(token.json, 'access_token'))}` };
    expect((await momo.send('GET', `/collection/v1_0/requesttopay/${mine}`, { headers: bearer })).status).toBe(404);
  });
});

describe('accounts', () => {
  test('the balance is a decimal text, in the first currency or in the one that is named', async () => {
    const get = (path: string) =>
      momo.send('GET', `/collection/v1_0/account/balance${path}`, { headers: momo.collection });
    expect((await get('')).json).toEqual({ availableBalance: '0', currency: 'RWF' });
    expect((await get('/USD')).json).toEqual({ availableBalance: '0.00', currency: 'USD' });
    expect((await get('/KES')).status).toBe(500);
    const float = await momo.send('GET', '/disbursement/v1_0/account/balance', { headers: momo.disbursement });
    expect(float.json).toEqual({ availableBalance: '1000000000', currency: 'RWF' });
  });

  test('an account holder is active unless the number is one of nobody', async () => {
    const get = (number: string) =>
      momo.send('GET', `/collection/v1_0/accountholder/msisdn/${number}/active`, { headers: momo.collection });
    expect((await get(ordinary)).json).toEqual({ result: true });
    expect((await get('250788000012')).status).toBe(404);
    expect((await get('0788123456')).status).toBe(404);
    expect((await get('me')).status).toBe(400);
  });
});
