import { expect, it } from 'vitest';
import { readPaymentConfig } from './config.ts';

const sealing = { KEY_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64') };
const secret = {
  CALLBACK_SECRET: 'secret-of-callbacks-0123456789',
  PUBLIC_URL: 'https://safiri.example/',
  ...sealing,
};
const momo = {
  MOMO_BASE_URL: 'https://momo.example/',
  MOMO_TARGET_ENVIRONMENT: 'mtnrwanda',
  MOMO_API_USER: '7d0c1c6e-5a1f-4d3c-9b1e-3f0a5c2b7e10',
  MOMO_API_KEY: 'key',
  MOMO_COLLECTION_KEY: 'collection',
  MOMO_DISBURSEMENT_KEY: 'disbursement',
  MOMO_CURRENCIES: 'RWF, UGX',
};

it('reads what MTN issued', () => {
  expect(readPaymentConfig({ ...secret, ...momo, MOMO_CALLBACK_BASE_URL: 'https://safiri.example/' })).toEqual({
    callbackSecret: secret.CALLBACK_SECRET,
    publicUrl: 'https://safiri.example',
    payerPhoneDays: 400,
    commissionBasisPoints: 1_000,
    fourEyesAbove: new Map([
      ['RWF', 50_000],
      ['KES', 500_000],
      ['UGX', 130_000],
    ]),
    sealing: { ...sealing, PAYLOAD_ENCRYPTION: 'on', PAYLOAD_KEY_GENERATION: 1 },
    momo: {
      baseUrl: 'https://momo.example',
      targetEnvironment: 'mtnrwanda',
      apiUser: momo.MOMO_API_USER,
      apiKey: 'key',
      collectionKey: 'collection',
      disbursementKey: 'disbursement',
      currencies: ['RWF', 'UGX'],
      callbackBaseUrl: 'https://safiri.example',
      timeoutMilliseconds: 4_000,
    },
  });
});

it('offers no MoMo without its address', () => {
  const { MOMO_BASE_URL: _left, ...rest } = momo;
  expect(readPaymentConfig({ ...secret, ...rest }).momo).toBeUndefined();
});

it('names everything that is missing together', () => {
  expect(() => readPaymentConfig({ ...secret, MOMO_BASE_URL: momo.MOMO_BASE_URL, MOMO_API_KEY: 'key' })).toThrow(
    /MOMO_TARGET_ENVIRONMENT is missing[^]*MOMO_API_USER is missing[^]*MOMO_CURRENCIES is missing/,
  );
});

it.each([
  ['a currency that is not traded', { MOMO_CURRENCIES: 'RWF,XXX' }, /XXX, which is not traded/],
  ['a list that is none', { MOMO_CURRENCIES: 'RWF;UGX' }, /MOMO_CURRENCIES/],
  ['an API user that is no UUID', { MOMO_API_USER: 'me' }, /MOMO_API_USER/],
  ['an address without a scheme', { MOMO_BASE_URL: 'momo.example' }, /MOMO_BASE_URL/],
  ['a secret that does not fit a path', { CALLBACK_SECRET: 'a secret with blanks' }, /CALLBACK_SECRET/],
])('refuses %s', (_what, change, sentence) => {
  expect(() => readPaymentConfig({ ...secret, ...momo, ...change })).toThrow(sentence);
});

it('reads what PayPal issued; without a webhook, status is polled', () => {
  const paypal = {
    PAYPAL_BASE_URL: 'https://api-m.paypal.com/',
    PAYPAL_CLIENT_ID: 'id',
    PAYPAL_CLIENT_SECRET: 'secret',
    PAYPAL_CURRENCIES: 'USD,EUR',
  };
  expect(readPaymentConfig({ ...secret, ...paypal }).paypal).toEqual({
    baseUrl: 'https://api-m.paypal.com',
    clientId: 'id',
    clientSecret: 'secret',
    webhookId: undefined,
    currencies: ['USD', 'EUR'],
    timeoutMilliseconds: 4_000,
  });
  const { PAYPAL_CLIENT_SECRET: _left, ...rest } = paypal;
  expect(() => readPaymentConfig({ ...secret, ...rest })).toThrow(/PAYPAL_CLIENT_SECRET is missing/);
});

it('reads what the acquirer of cards issued', () => {
  const card = {
    CARD_BASE_URL: 'https://acquirer.example/',
    CARD_SECRET_KEY: 'sk',
    CARD_WEBHOOK_SECRET: 'whsec',
    CARD_CURRENCIES: 'KES',
  };
  expect(readPaymentConfig({ ...secret, ...card }).card).toEqual({
    baseUrl: 'https://acquirer.example',
    secretKey: 'sk',
    webhookSecret: 'whsec',
    currencies: ['KES'],
    timeoutMilliseconds: 4_000,
  });
});

it('reads what Safaricom issued, and refuses an address that M-Pesa would', () => {
  const mpesa = {
    MPESA_BASE_URL: 'https://api.safaricom.co.ke',
    MPESA_CONSUMER_KEY: 'key',
    MPESA_CONSUMER_SECRET: 'secret',
    MPESA_SHORT_CODE: '600100',
    MPESA_PASSKEY: 'passkey',
    MPESA_INITIATOR: 'safiri',
    MPESA_SECURITY_CREDENTIAL: 'credential',
    MPESA_CALLBACK_BASE_URL: 'https://safiri.example/',
    MPESA_CALLBACK_SOURCES: '196.201.214.200, 196.201.214.206',
  };
  expect(readPaymentConfig({ ...secret, ...mpesa }).mpesa).toMatchObject({
    shortCode: '600100',
    callbackBaseUrl: 'https://safiri.example',
    callbackSources: ['196.201.214.200', '196.201.214.206'],
    pulls: false,
  });
  const refused = { ...mpesa, MPESA_CALLBACK_BASE_URL: 'https://safiri.example/mpesa' };
  expect(() => readPaymentConfig({ ...secret, ...refused })).toThrow(/contains "mpesa"/);
  const { MPESA_PASSKEY: _left, ...rest } = mpesa;
  expect(() => readPaymentConfig({ ...secret, ...rest })).toThrow(/MPESA_PASSKEY is missing/);
});

it('has receipts signed where a folder is named, and else not', () => {
  expect(readPaymentConfig(secret).fiscal).toBeUndefined();
  expect(readPaymentConfig({ ...secret, FISCAL_FOLDER: '/receipts' }).fiscal).toEqual({
    folder: '/receipts',
    device: 'folder',
  });
  expect(() => readPaymentConfig({ ...secret, FISCAL_DEVICE: 'two words' })).toThrow('FISCAL_DEVICE');
});
